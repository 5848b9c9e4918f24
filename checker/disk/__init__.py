# SPDX-License-Identifier: EUPL-1.2
"""Where the checker's own data lie, and how files are written, kept and shared out."""
