# SPDX-License-Identifier: EUPL-1.2
"""What can be said, as frozen facts: the syntax tree that both surfaces share."""
