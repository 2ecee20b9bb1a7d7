"""Possible values in words, German and English, from the labels and phrases of the knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from regelgraph.rulebook import Rulebook, Text
from regelgraph.values import UNKNOWN_PART, Anything, Options, Ordered, Possible, Span, State

LISTED = 4
"""Up to so many possible values are named one by one; more are counted."""


_UNSETTLED = {
    State.BLANK: "value-missing",
    State.UNREADABLE: "value-unreadable",
    State.VAGUE: "value-unknown",
    State.KNOWN: "value-unknown",
}


class _In(dict[str, str]):
    """Values in one language, each only if a template asks for it."""

    def __init__(self, lang: str, values: Mapping[str, Text | str] | Mapping[str, Text] | Mapping[str, str]) -> None:
        self._lang = lang
        self._values = values

    def __missing__(self, name: str) -> str:
        value = self._values[name]
        return value if isinstance(value, str) else value.get(self._lang)


class Words:
    """Puts possible values into words. Texts of readers without labels (free text) are never shown as they stand."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._texts = rulebook.texts
        self._labels: dict[str, Text] = {c.iri: c.label for codes in rulebook.code_lists.values() for c in codes}
        self._labels |= {country.iri: country.label for country in rulebook.countries.values()}
        self._labels |= {
            t.iri: Text(t.citation, t.citation) if t.citation else t.label for t in rulebook.titles.values()
        }
        self._booleans = {
            c.boolean: c.label for codes in rulebook.code_lists.values() for c in codes if c.boolean is not None
        }

    def phrase(self, key: str, **values: Text | str) -> Text:
        """The text of the knowledge under `key`, with its placeholders filled in both languages."""
        return self.fill(self._texts[key], values)

    def met(self, criterion: Text) -> Text:
        """That a criterion, by its label, is met."""
        return self.phrase("criterion-met", criterion=criterion)

    @staticmethod
    def fill(template: Text, values: Mapping[str, Text | str] | Mapping[str, Text] | Mapping[str, str]) -> Text:
        """`template` with its {placeholders} filled in each language."""
        return Text(template.de.format_map(_In("de", values)), template.en.format_map(_In("en", values)))

    def possible(self, possible: Possible, code_list: str | None, state: State) -> Text:  # noqa: ARG002 - lists share labels
        """The values in words: the label, `A or B`, a range, or that it is not stated or not readable."""
        if isinstance(possible, Anything):
            return self.phrase(_UNSETTLED[state])
        if isinstance(possible, Options):
            return self._any_of([self.option(value) for value in sorted(possible.values, key=str)])
        return self._any_of([self._span(span) for span in possible.spans])

    def option(self, value: str | bool) -> Text:
        """The label of one option; several held at once are joined by "and"."""
        if isinstance(value, bool):
            return self._booleans.get(value, Text(str(value).lower(), str(value).lower()))
        parts = [self._part(part) for part in value.split()] if "://" in value else [Text(value, value)]
        return self._join(parts, "value-and")

    def _part(self, part: str) -> Text:
        if part == UNKNOWN_PART:
            return self.phrase("value-further")
        return self._labels.get(part, Text(part, part))

    def _any_of(self, shown: list[Text]) -> Text:
        if len(shown) > LISTED:
            return self.phrase("value-many", count=str(len(shown)))
        return self._join(list(dict.fromkeys(shown)), "value-or")

    def _join(self, shown: list[Text], key: str) -> Text:
        text = shown[0]
        for further in shown[1:]:
            text = self.phrase(key, left=text, right=further)
        return text

    def _span(self, span: Span) -> Text:
        if span.low is not None and span.low == span.high:
            return self.ordered(span.low)
        if span.low is None and span.high is None:
            return self.phrase("value-missing")
        if span.low is None or span.high is None:
            key, bound = ("value-to", span.high) if span.low is None else ("value-from", span.low)
            return self.phrase(key, bound=self.ordered(bound))  # type: ignore[arg-type]
        return self.phrase("value-range", low=self.ordered(span.low), high=self.ordered(span.high))

    @staticmethod
    def ordered(value: Ordered) -> Text:
        """A number or a date: 31.12.2025 and 1234,50 in German, 2025-12-31 and 1234.50 in English."""
        if isinstance(value, date):
            return Text(value.strftime("%d.%m.%Y"), value.isoformat())
        plain = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return Text(plain.replace(".", ","), plain)
