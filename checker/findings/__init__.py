# SPDX-License-Identifier: EUPL-1.2
"""What the rules find in a structure, without the proposal and with it."""
