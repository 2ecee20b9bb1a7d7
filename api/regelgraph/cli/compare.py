"""`regelgraph compare`: what differs in meaning between two knowledges."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from regelgraph.cli.options import Common, common
from regelgraph.errors import UsageError

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_BUILT_IN: Final = "built-in"
_DIFFERS: Final = 1


@click.command("compare")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default=_BUILT_IN)
@click.option("--format", "format_", type=click.Choice(("table", "json")), default="table", show_default=True)
@common
def command(shared: Common, old: str, new: str, format_: str) -> int:
    """Show what differs in meaning between the knowledges OLD and NEW.

    Each is a folder that holds ontology/, shapes/ and data/ (as a checkout does), or `built-in`, which NEW is if left
    out. A dump is none: it lacks the queries that answer derived facts. Shown are terms and things added, removed and
    retired, what cells are read as, criteria that rounds ask no more or anew, rows of decision tables, and for each
    value of a coded column the outcome in each round. Wording counts for nothing. --knowledge and --examples are added
    to both. The exit code is 0 for the same meaning and 1 for another.
    """
    from regelgraph.comparing import Difference, compare
    from regelgraph.tables.reports import terminal

    pair = {"old": _loaded(shared, old), "new": _loaded(shared, new)}
    found = compare(pair["old"], pair["new"], shared.lang)
    said = {
        name: {"knowledge": given, "version": _version(pair[name]), "fingerprint": pair[name].fingerprint}
        for name, given in (("old", old), ("new", new))
    }
    if format_ == "json":
        document = {**said, "same": not found, "differences": [asdict(each) for each in found]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for name, told in said.items():
            click.echo(f"{name}: {told['knowledge']} ({told['version']} {told['fingerprint'][:8]})")
        if found:
            columns = [field.name for field in fields(Difference)]
            terminal.write_plain(columns, [astuple(each) for each in found], sys.stdout)
        many = f"{len(found)} difference{'s' if len(found) > 1 else ''} in meaning"
        click.echo(many if found else "the same meaning")
    return _DIFFERS if found else 0


def _loaded(shared: Common, given: str) -> Knowledge:
    """Raises UsageError for what is no folder, KnowledgeError for one without knowledge."""
    from regelgraph.knowledge import load

    root = None if given == _BUILT_IN else Path(given)
    if root is not None and not root.is_dir():
        raise UsageError(f"{given}: expected a folder that holds ontology/, shapes/ and data/, or {_BUILT_IN}")
    return load(shared.all_knowledge, examples=shared.examples, root=root)


def _version(knowledge: Knowledge) -> str:
    """The version that the knowledge says of its vocabulary, which is not that of this program."""
    from pyoxigraph import NamedNode

    from regelgraph.terms import OWL, RG

    quads = knowledge.store.quads_for_pattern(NamedNode(RG), NamedNode(OWL + "versionInfo"), None)
    return max((getattr(quad.object, "value", "") for quad in quads), default="?")
