# SPDX-License-Identifier: EUPL-1.2
"""Text to nodes and back, in both surfaces."""
