"""Lays statements out in lines: a subject a block, a predicate a line, values in one line while they fit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from regelgraph.formatting.document import Document, Statement
from regelgraph.formatting.iris import Iris, nearness
from regelgraph.formatting.tree import WIDTH, Blank, Entry, Items, Pair, Term, flat

_STEP: Final = 4
_ENDING: Final = 2
"""Columns of the ` ;` behind a pair."""


def text(document: Document, iris: Iris) -> str:
    """The document in its form: comments on top, the prefixes that are used, blocks, comments at the end."""
    blocks: list[list[str]] = []
    top = [*_comments(document.header), *_prefixes(document, iris)]
    if top:
        blocks.append(top)
    below_a_line = False
    for statement in document.statements:
        lines = _statement(statement)
        a_line = len(lines) == 1 and "\n" not in lines[0]
        if below_a_line and a_line and not statement.lead and not statement.apart:
            blocks[-1] += lines
        else:
            blocks.append([*_comments(statement.lead, above=True), *lines])
        below_a_line = a_line
    if footer := _comments(document.footer):
        blocks.append(footer)
    return "\n\n".join("\n".join(block) for block in blocks) + ("\n" if blocks else "")


def _prefixes(document: Document, iris: Iris) -> Iterable[str]:
    kept = [prefix for prefix in document.prefixes if prefix.name in iris.used or prefix.lead or prefix.trail]
    for prefix in sorted(kept, key=lambda prefix: (nearness(prefix.namespace), prefix.name)):
        yield from filter(None, prefix.lead)
        yield _behind(f"@prefix {prefix.name} {iris.printed(prefix.namespace)} .", prefix.trail)


def _statement(statement: Statement) -> list[str]:
    lines = [*_opened(statement.subject, 0)]
    pairs = statement.pairs
    first, used = pairs[0], len(lines[-1]) + 1
    if not first.lead and (first.predicate == "a" or (len(pairs) == 1 and _in_one_line(first, used))):
        beside = _pair(first, _STEP, used, " ." if len(pairs) == 1 and not statement.tail else " ;" * (len(pairs) > 1))
        lines[-1] += f" {beside[0]}"
        lines += beside[1:]
        pairs = pairs[1:]
    lines += _pairs(pairs, _STEP, "" if statement.tail else " .")
    if statement.tail:
        lines += [" " * _STEP + comment for comment in statement.tail if comment]
        lines.append(" " * _STEP + ".")
    return lines


def _pairs(pairs: list[Pair], indent: int, ending: str) -> list[str]:
    """Pairs in lines of their own; the last one ends with `ending`."""
    lines: list[str] = []
    for pair in pairs:
        lines += [" " * indent + comment for comment in pair.lead if comment]
        first, *more = _pair(pair, indent, indent, ending if pair is pairs[-1] else " ;")
        lines += [" " * indent + first, *more]
    return lines


def _pair(pair: Pair, indent: int, used: int, ending: str) -> list[str]:
    """A predicate with its values; the first line starts in column `used`, without its indent.

    A comment on all of several values that do not fit into one line stands behind the predicate, else at the end.
    """
    if _in_one_line(pair, used):
        said = f"{pair.predicate} {', '.join(entry.node.text for entry in pair.entries)}"
        return [_behind(said + ending, pair.trail)]
    if len(pair.entries) == 1:
        lines = _opened(pair.entries[0].node, indent)
        lines[0] = f"{pair.predicate} {lines[0]}"
        lines[-1] = _behind(lines[-1] + ending, pair.trail)
        return lines
    lines = _entries(pair.entries, indent + _STEP, ",", ending)
    if pair.trail or pair.entries[0].lead:
        return [_behind(pair.predicate, pair.trail), *lines]
    return [f"{pair.predicate} {lines[0].lstrip()}", *lines[1:]]


def _in_one_line(pair: Pair, used: int) -> bool:
    if any(entry.commented or not entry.node.whole for entry in pair.entries):
        return False
    return used + len(flat(Pair(pair.predicate, pair.entries))) + _ENDING <= WIDTH


def _entries(entries: list[Entry], indent: int, between: str, ending: str) -> list[str]:
    """Values in lines of their own."""
    lines: list[str] = []
    for entry in entries:
        lines += [" " * indent + comment for comment in entry.lead if comment]
        first, *more = _opened(entry.node, indent)
        lines += [" " * indent + first, *more]
        lines[-1] = _behind(lines[-1] + (ending if entry is entries[-1] else between), entry.trail)
    return lines


def _opened(node: Term | Blank | Items, indent: int) -> list[str]:
    """A value in as many lines as it needs; the first without its indent."""
    if isinstance(node, Term) or (node.whole and indent + len(node.text) + _ENDING <= WIDTH):
        return [node.text]
    inner = indent + _STEP
    if isinstance(node, Blank):
        opening, closing, lines = "[", "]", _pairs(node.pairs, inner, "")
    else:
        opening, closing, lines = "(", ")", _entries(node.entries, inner, "", "")
    lines += [" " * inner + comment for comment in node.tail if comment]
    return [opening, *lines, " " * indent + closing]


def _behind(line: str, comment: str) -> str:
    return f"{line} {comment}" if comment else line


def _comments(lines: list[str], *, above: bool = False) -> list[str]:
    """Comments with single blank lines between them; `above` a statement also behind the last."""
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    while kept and not kept[-1] and not above:
        kept.pop()
    return kept[1:] if kept and not kept[0] else kept
