# SPDX-License-Identifier: EUPL-1.2
"""The rule base: its rules read together, checked, and asked which of them bind."""
