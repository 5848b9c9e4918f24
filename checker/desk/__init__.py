# SPDX-License-Identifier: EUPL-1.2
"""What a lawyer works in: memos, letters and the bylaw itself as Word files."""
