"""The result document for the gates of repositories: what other people's programs read."""
