"""Proof trees as plain text for people, in their language."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from regelgraph.rulebook import Rulebook
from regelgraph.tables.reports.terminal import visible

_WIDTH = 100
_STEP = 2
_LEVELS = ("ok", "review", "undetermined", "blocked")

Tree = Mapping[str, Any]


def as_text(tree: Tree, rulebook: Rulebook, lang: str) -> str:
    """The whole reasoning of one row and round; ends with a line end."""
    return "".join(f"{line}\n" for line in _Explained(rulebook, lang).lines(tree))


class _Explained:
    def __init__(self, rulebook: Rulebook, lang: str) -> None:
        self._rulebook = rulebook
        self._lang = lang
        self._verdicts = {c.notation: c.label.get(lang) for codes in rulebook.outcomes.values() for c in codes}
        self._outcomes = {
            c.notation: level for codes in rulebook.outcomes.values() for c, level in zip(codes, _LEVELS, strict=False)
        }
        self._rounds = {round_.notation: round_.label.get(lang) for round_ in rulebook.rounds.values()}
        self._labels = {f.name: f.label.get(lang) for facts in rulebook.facts.values() for f in facts.values()}
        self._labels |= {f.name: f.label.get(lang) for facts in rulebook.derived.values() for f in facts.values()}

    def lines(self, tree: Tree) -> Iterator[str]:
        """All lines of a tree."""
        heading = self._say("explain-heading").format(
            person=visible(tree["person_id"]) or "–",
            round=self._rounds.get(tree["round"], "–"),
            verdict=self._verdicts[tree["verdict"]],
        )
        heading += f" ({self._say('label-row')} {tree['row']})"
        yield heading
        yield "=" * len(heading)
        if tree.get("reason"):
            yield from _wrapped(tree["reason"][self._lang], 0)
        yield from _wrapped(self._missing(tree["missing"]), 0)
        if tree.get("round_note"):
            yield from _wrapped(tree["round_note"][self._lang], 0)
        for invalid in tree["invalid"]:
            column = self._labels.get(invalid["column"], invalid["column"])
            yield from _wrapped(f"{self._say('label-invalid')}: {column}: {invalid['why'][self._lang]}", 0)
        for criterion in tree["criteria"]:
            yield ""
            yield from self._criterion(criterion)
        knowledge = tree["knowledge"]
        yield ""
        yield f"{self._say('label-knowledge')}: {knowledge['version']} {knowledge['fingerprint']}"

    def _missing(self, columns: Sequence[str]) -> str:
        if not columns:
            return self._say("explain-nothing-missing")
        named = ", ".join(self._labels.get(column, column) for column in columns)
        return self._say("explain-missing").format(columns=named)

    def _criterion(self, criterion: Tree) -> Iterator[str]:
        lang = self._lang
        yield f"{criterion['label'][lang]} [{criterion['id']}]: {self._outcome(criterion['outcome'])}"
        yield from _wrapped(criterion["definition"][lang], 1)
        if criterion["reason"]:
            yield from self._labelled("reason", criterion["reason"][lang])
        for name, value in criterion["reads"].items():
            yield from _wrapped(f"{self._labels.get(name, name)}: {value[lang]}", 1)
        for column, cell in criterion["cells"].items():
            yield from _wrapped(f'{self._say("label-cell")}: {self._labels.get(column, column)} "{visible(cell)}"', 2)
        for reached in criterion["because"]:
            if not reached["through"]:
                continue  # what was not understood stands above the criteria
            ends = [self._name(iri) for iri in reached["ends"]]
            steps = [self._name(iri) for iri in reached["through"] if iri not in reached["ends"]]
            path = " → ".join([*steps, " / ".join(ends)] if ends else steps)
            yield from _wrapped(f"{self._say('label-through')}: {path}", 2)
            if reached.get("why"):
                yield from _wrapped(reached["why"][lang], 3)
        yield from self._grounds(criterion)
        for reading in criterion["readings"]:
            yield from self._labelled("open-question", f"[{reading['id']}] {reading['question'][lang]}")
            for part, label in (("a", "reading-a"), ("b", "reading-b"), ("officer", "officer")):
                yield from self._labelled(label, reading[part][lang], 2)
        for evidence in criterion["evidence"]:
            yield from self._labelled("evidence", evidence[lang])

    def _grounds(self, criterion: Tree) -> Iterator[str]:
        lang = self._lang
        for clause in criterion["clauses"]:
            yield from self._labelled("clause", clause["citation"][lang])
            if clause["sentence"]:
                yield from _wrapped(f"„{clause['sentence']}“" if lang == "de" else f'"{clause["sentence"]}"', 2)
            yield from _wrapped(f"{self._say('label-paraphrase')}: {clause['paraphrase'][lang]}", 2)
        for norm in criterion["norms"]:
            named = f"{norm['citation']} ({norm['heading']})" if norm["heading"] else norm["citation"]
            yield from self._labelled("norm", f"{named} {norm['url']}".rstrip())

    def _outcome(self, word: str) -> str:
        """The outcome of one criterion; it is named by the word of the verdict that it would lead to alone."""
        return self._say(f"outcome-{self._outcomes[word]}")

    def _name(self, iri: str) -> str:
        """The label of a title, a country or a code; else what stands last in the IRI."""
        rulebook = self._rulebook
        title = rulebook.titles.get(iri)
        if title is not None:
            return title.citation or title.label.get(self._lang)
        if iri in rulebook.countries:
            return rulebook.countries[iri].label.get(self._lang)
        for codes in rulebook.code_lists.values():
            for concept in codes:
                if concept.iri == iri:
                    return concept.label.get(self._lang)
        return iri.rsplit("/", 1)[-1]

    def _labelled(self, key: str, text: str, depth: int = 1) -> Iterator[str]:
        yield from _wrapped(f"{self._say(f'label-{key}')}: {text}", depth)

    def _say(self, key: str) -> str:
        return self._rulebook.texts[key].get(self._lang)


def _wrapped(text: str, depth: int) -> Iterator[str]:
    indent = " " * (_STEP * depth)
    yield from textwrap.wrap(
        visible(text),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * _STEP,
        break_long_words=False,
        break_on_hyphens=False,
    )
