# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of a rule base itself, and of the cases that are kept beside it."""
