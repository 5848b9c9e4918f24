# SPDX-License-Identifier: EUPL-1.2
"""A command line that shows how each command is used, under the help of it."""

COMMANDS = {
    "check": "ressort check forslag.ressort --report svar.html --report svar.docx",
    "watch": "ressort watch sager",
    "explain": "ressort explain employment-committee forslag.ressort",
    "matrix": "ressort matrix organisation.ressort --unit KBS",
    "plan": "ressort plan forslag.ressort",
    "letters": "ressort letters forslag.ressort --to breve --bylaw vedtaegt.docx",
    "sweep": "ressort sweep forslag.ressort --all",
    "diff": "ressort diff forslag-1.ressort forslag-2.ressort",
    "rules": "ressort rules show employment-committee",
    "sources": "ressort sources verify kilder",
    "organisations": "ressort organisations",
    "units": "ressort units --organisation copenhagen-2013",
    "tasks": "ressort tasks --organisation copenhagen-2013",
    "areas": "ressort areas --lang da",
    "new": 'ressort new forslag.ressort --organisation copenhagen-2013 --move "KEjd KFU ØU"',
    "new organisation": "ressort new organisation organisation.ressort --from vedtaegt.docx",
    "config": "ressort config show",
    "serve": "ressort serve --open",
    "page": "ressort page --to placering.html",
    "verify": "ressort verify kvittering.json",
    "convert": "ressort convert forslag.ressort --output forslag.xlsx",
    "completion": 'eval "$(ressort completion bash)"',
    "schema": "ressort schema > result.schema.json",
}
RULES = {
    "list": "ressort rules list --lang da",
    "show": "ressort rules show two-readings",
    "test": "ressort rules test sager --strict",
    "lint": "ressort rules lint --rules egne-regler",
    "coverage": "ressort rules coverage --format csv",
    "sign": 'ressort rules sign two-readings --by "Juridisk Afdeling" --on 2026-01-31',
    "format": "ressort rules format forslag.ressort --check",
    "translate": "ressort rules translate forslag.ressort --to en",
}
SOURCES = {
    "verify": "ressort sources verify kilder",
    "digest": "ressort sources digest kilder/placering-2013.txt --page 12",
}
CONFIG = {
    "show": "ressort config show -- --fail-on never",
    "pin": "ressort config pin >> ressort.toml",
}
