# SPDX-License-Identifier: EUPL-1.2
"""``python -m checker``: the same as ``ressort``."""

from checker.commands import main

if __name__ == "__main__":
    main()
