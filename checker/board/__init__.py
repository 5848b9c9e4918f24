# SPDX-License-Identifier: EUPL-1.2
"""The page on which placements are tried by hand: requests to fragments, whatever carries them."""
