# SPDX-License-Identifier: EUPL-1.2
"""Reports for programs and for paper: one module a format, one list of them all."""
