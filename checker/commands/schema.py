"""``ressort schema``: the JSON schema of a result."""

import click

from checker import folders
from checker.disk import output


@click.command("schema")
def command() -> int:
    """Print the JSON schema of `ressort check --format json`."""
    schema = folders.REPORTS / "result.schema.json"
    output.put(schema.read_text(encoding="utf-8"))
    return 0
