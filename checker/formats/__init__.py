"""Reports for programs and for paper: one module a format, one list of them all."""
