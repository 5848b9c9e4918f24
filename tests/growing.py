# SPDX-License-Identifier: EUPL-1.2
"""A municipality of one task, a proposal that moves it, and what rules on it speak of."""

TOWN = """municipality by-2026 "By" as of 2026-01-01
finance committee ØU "Ø"
committee TU "T"
task play "Leg" within sport held by ØU
"""
PROPOSAL = """proposal "P"
    concerns by-2026
    proposed 2026-01-01
    effective 2027-01-01
move play from ØU to TU
"""
SOURCES = 'source KSL law "Lov"\narea care "pleje"\narea sport "sport"\n'
