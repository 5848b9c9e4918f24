# SPDX-License-Identifier: EUPL-1.2
"""The areas that the sentences of the language pages speak of: id to Danish word."""

AREAS = {
    "employment": "beskæftigelse",
    "integration": "integration",
    "business": "erhverv",
    "business-policy": "erhvervspolitik",
    "payroll": "løn",
    "permits": "tilladelser",
    "planning": "planlægning",
    "care": "pleje",
    "cash": "kasse",
    "property": "ejendomme",
    "sport": "idræt",
    "citizen-service": "borgerservice",
}
