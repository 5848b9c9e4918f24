# SPDX-License-Identifier: EUPL-1.2
"""What the findings come to: one word, with waivers, expectations and rival readings."""
