"""What every check stands on: the indexed triples, the file of a subject, and messages in the language asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal

from regelgraph.knowledge.triples import Triples, name_of
from regelgraph.lint.fault import Fault
from regelgraph.terms import NOTATION, RG, TYPE

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_KEY = "lint-"


class Ground(Triples):
    """The asserted triples of a knowledge, with what a check needs to report faults in `lang`."""

    def __init__(self, knowledge: Knowledge, lang: str) -> None:
        super().__init__(knowledge.store, knowledge.graphs)
        self.knowledge = knowledge
        self.lang = lang

    def fault(self, rule: str, subject: str, file: str | None = None, **values: str) -> Fault:
        """A fault whose message is the text `lint-RULE` of the knowledge; `subject` may be a blank node.

        A knowledge without that text (one of the user's own making) gets the bare values.
        """
        template = self.template(rule)
        message = template.format_map(values) if template else ", ".join(values.values())
        owner = self.owner(subject)
        return Fault(self.file(owner) if file is None else file, owner, rule, message)

    def template(self, rule: str) -> str:
        """The words for a rule in the language asked for, with {placeholders}; empty if the knowledge has none."""
        return self._templates.get(rule, "")

    def words(self, subject: str, prop: str, lang: str | None = None) -> list[str]:
        """Literal values, sorted; only those in `lang` if given."""
        found = [term for term in self.objects(subject, prop) if isinstance(term, Literal)]
        return sorted(term.value for term in found if lang is None or term.language == lang)

    def iris(self, subject: str, prop: str) -> list[str]:
        """Values that are IRIs or blank nodes, sorted."""
        return sorted(name_of(term) for term in self.objects(subject, prop) if not isinstance(term, Literal))

    def owner(self, subject: str) -> str:
        """The subject itself, or the named one that a blank node hangs from."""
        seen: set[str] = set()
        while subject.startswith("_:") and subject in self._holders and subject not in seen:
            seen.add(subject)
            subject = self._holders[subject]
        return subject

    def file(self, subject: str) -> str:
        """The file whose graph it is, or that gives it its type, else those that say anything about it."""
        if subject in self._files:
            return str(self._files[subject])
        typed = set(self._objects.get(subject, {}).get(TYPE, {}).values())
        named = [str(self._files[graph]) for graph in typed if graph in self._files]
        return ", ".join(sorted(named)) or self.files(subject)

    @cached_property
    def _holders(self) -> dict[str, str]:
        return {
            name_of(quad.object): name_of(quad.subject)
            for quad in self.knowledge.store
            if isinstance(quad.object, BlankNode)
        }

    @cached_property
    def _templates(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for text in self.instances(RG + "Text"):
            for key in self.words(text, NOTATION):
                for template in self.words(text, RG + "template", self.lang) if key.startswith(_KEY) else ():
                    found[key.removeprefix(_KEY)] = template
        return found
