# SPDX-License-Identifier: EUPL-1.2
"""What is required, what it takes in turn, how far each has come, and by when."""
