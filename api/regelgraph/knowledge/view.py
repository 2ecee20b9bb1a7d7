"""Reads declarations: one value or several, texts in both languages, numbers, dates, lists; refuses anything else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal

from regelgraph.knowledge.triples import Triples, last_segment, name_of
from regelgraph.rulebook import Text
from regelgraph.terms import DEFINITION, FIRST, NIL, NOTATION, PREF_LABEL, REST


class View(Triples):
    """The triples of a store as values of the kind that is expected; every error names subject, file and property."""

    def iris(self, subject: str, prop: str) -> tuple[str, ...]:
        """All values that are IRIs or blank nodes, sorted; a literal is an error."""
        found = self.objects(subject, prop)
        if any(isinstance(term, Literal) for term in found):
            self.fail(subject, f"{prop} needs an IRI, found a literal")
        return tuple(sorted(name_of(term) for term in found))

    def iri(self, subject: str, prop: str) -> str | None:
        """The only value, or None; two are an error."""
        return self._only(subject, prop, self.iris(subject, prop))

    def needed_iri(self, subject: str, prop: str) -> str:
        """The only value; none is an error."""
        return self.iri(subject, prop) or self.fail(subject, f"{prop} is missing")

    def words(self, subject: str, prop: str) -> tuple[str, ...]:
        """All literal values as they stand, sorted."""
        return tuple(sorted({term.value for term in self.objects(subject, prop) if isinstance(term, Literal)}))

    def word(self, subject: str, prop: str) -> str | None:
        """The only literal value, or None."""
        return self._only(subject, prop, self.words(subject, prop))

    def text(self, subject: str, prop: str) -> Text:
        """The value in German and English; each language once, or it is an error."""
        return self.text_or_none(subject, prop) or self.fail(subject, f'{prop} is missing; expected "..."@de, "..."@en')

    def text_or_none(self, subject: str, prop: str) -> Text | None:
        """The value in both languages, or None if it has none at all."""
        found = [term for term in self.objects(subject, prop) if isinstance(term, Literal)]
        if not found:
            return None
        return Text(*(self._in_language(subject, prop, found, lang) for lang in ("de", "en")))

    def _in_language(self, subject: str, prop: str, found: list[Literal], lang: str) -> str:
        said = [term.value for term in found if (term.language or "").partition("-")[0] == lang]
        if len(said) != 1:
            self.fail(subject, f'{prop} has {len(said)} values in the language "{lang}"; expected one')
        return said[0]

    def label(self, subject: str) -> Text:
        """skos:prefLabel."""
        return self.text(subject, PREF_LABEL)

    def definition(self, subject: str) -> Text:
        """skos:definition."""
        return self.text(subject, DEFINITION)

    def notation(self, subject: str) -> str:
        """skos:notation, else the last segment of the IRI."""
        return self.word(subject, NOTATION) or last_segment(subject)

    def flag(self, subject: str, prop: str) -> bool:
        """Whether the value is true; absent is false."""
        word = self.word(subject, prop)
        if word not in {None, "true", "false", "1", "0"}:
            self.fail(subject, f"{prop} is {word!r}; expected true or false")
        return word in {"true", "1"}

    def flag_or_none(self, subject: str, prop: str) -> bool | None:
        """Whether the value is true, or None if there is none."""
        return self.flag(subject, prop) if self.words(subject, prop) else None

    def number(self, subject: str, prop: str) -> Decimal | None:
        """The only value as a decimal number, or None."""
        word = self.word(subject, prop)
        try:
            value = None if word is None else Decimal(word)
        except InvalidOperation:
            value = Decimal("NaN")
        if value is not None and not value.is_finite():
            self.fail(subject, f"{prop} is {word!r}; expected a number")
        return value

    def whole(self, subject: str, prop: str, default: int) -> int:
        """The only value as a whole number."""
        value = self.number(subject, prop)
        if value is not None and value != int(value):
            self.fail(subject, f"{prop} is {value}; expected a whole number")
        return default if value is None else int(value)

    def day(self, subject: str, prop: str) -> date | None:
        """The only value as a date, or None."""
        word = self.word(subject, prop)
        try:
            return None if word is None else date.fromisoformat(word)
        except ValueError:
            self.fail(subject, f"{prop} is {word!r}; expected a date such as 2025-12-31")

    def listed(self, subject: str, prop: str) -> tuple[str, ...]:
        """The members of an RDF list, in order; no list is no member."""
        members: list[str] = []
        node = self.iri(subject, prop)
        seen: set[str] = set()
        while node and node != NIL:
            if node in seen:
                self.fail(subject, f"{prop} is a list that runs in a circle")
            seen.add(node)
            members.append(self.iri(node, FIRST) or self.fail(subject, f"{prop} needs a list ( ... ) of IRIs"))
            node = self.iri(node, REST)
        return tuple(members)

    def _only(self, subject: str, prop: str, found: tuple[str, ...]) -> str | None:
        if len(found) > 1:
            self.fail(subject, f"{prop} has {len(found)} values ({', '.join(found)}); expected one")
        return found[0] if found else None
