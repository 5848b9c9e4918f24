# SPDX-License-Identifier: EUPL-1.2
"""Reports for gates, programs and calendars: one module a format, and one list of all."""
