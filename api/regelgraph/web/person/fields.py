"""The fields of a person's form: what stands in them, what it was read as, and whether it still matters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from regelgraph.values import Options, State
from regelgraph.web.linked.values import Value
from regelgraph.web.person.choosing import capital
from regelgraph.web.person.field import GIVEN, IDLE, OPEN, OPTIONAL, PART, WRONG, Field

if TYPE_CHECKING:
    from regelgraph.rulebook import Fact, Round
    from regelgraph.web.person.asking import Asking
    from regelgraph.web.person.controls import Control, Controls
    from regelgraph.web.person.judged import Judged


class Fields:
    """Makes the fields of a form in a language."""

    def __init__(self, asking: Asking, controls: Controls, lang: str) -> None:
        self._asking = asking
        self._controls = controls
        self._lang = lang
        self._words = asking.judge.words

    def of(self, round_: Round, values: Mapping[str, str], found: Judged) -> list[Field]:
        """The fields of a round, those that still matter first; at their end, what is given and no criterion reads."""
        facts = self._asking.of(round_)
        names = {fact.name for fact in facts}
        more = [
            fact
            for name in self._asking.columns
            if name in values and (fact := self._asking.facts[name]).name not in names
        ]
        fields = [
            self._field(fact, values.get(fact.name, ""), found, read=fact.name in names) for fact in (*facts, *more)
        ]
        order = (OPEN, GIVEN, IDLE)
        return sorted(fields, key=lambda each: (order.index(each.group), each.state == OPTIONAL))

    def _field(self, fact: Fact, value: str, found: Judged, *, read: bool) -> Field:
        lang = self._lang
        control = self._controls.of(fact, lang)
        errors = tuple(each["why"][lang] for each in found.tree["invalid"] if each["column"] == fact.name)
        return Field(
            fact.name,
            fact.iri,
            capital(fact.label.get(lang)),
            fact.definition.get(lang),
            tuple(self._asking.rulebook.evidence[iri].get(lang) for iri in fact.evidence),
            control,
            value,
            self._chosen(fact, control, found),
            self._state(fact, found, read=read),
            errors,
            self._understood(fact, value, found) if control.kind in ("search", "text") else (),
        )

    def _state(self, fact: Fact, found: Judged, *, read: bool) -> str:
        reading = found.readings.get(fact.name)
        state = reading.state if reading else State.BLANK
        if not read:
            return IDLE
        if state is State.UNREADABLE:
            return WRONG
        matters = fact.name in found.tree["missing"]
        if state is State.BLANK:
            can_raise = fact.only_raises_doubt and found.tree["verdict"] != self._worst(fact)
            return OPEN if matters else OPTIONAL if can_raise else IDLE
        return PART if matters else GIVEN

    def _worst(self, fact: Fact) -> str:
        return self._asking.rulebook.outcomes[fact.case_kind][-1].notation

    def _chosen(self, fact: Fact, control: Control, found: Judged) -> str:
        reading = found.readings.get(fact.name)
        if reading is None or not isinstance(reading.possible, Options) or len(reading.possible.values) != 1:
            return ""
        (value,) = reading.possible.values
        meant = value if isinstance(value, str) else self._boolean(value)
        return next((each.value for each in control.choices if each.iri == meant), "")

    def _boolean(self, value: bool) -> str:
        codes = (each for listed in self._asking.rulebook.code_lists.values() for each in listed)
        return next((each.iri for each in codes if each.boolean is value), "")

    def _understood(self, fact: Fact, value: str, found: Judged) -> tuple[Value, ...]:
        reading = found.readings.get(fact.name)
        if not value or reading is None or reading.state in (State.BLANK, State.UNREADABLE):
            return ()
        if isinstance(reading.possible, Options) and len(reading.possible.values) == 1:
            (meant,) = reading.possible.values
            if isinstance(meant, str) and "://" in meant:
                return tuple(self._named(part) for part in meant.split())
        shown = self._words.possible(reading.possible, fact.code_list, reading.state).get(self._lang)
        return () if shown.casefold() == value.casefold() else (Value(shown),)

    def _named(self, iri: str) -> Value:
        title = self._asking.rulebook.titles.get(iri)
        text = self._words.option(iri).get(self._lang)
        label = title.label.get(self._lang) if title else ""
        known = "://" in iri
        return Value(f"{text}, {label}" if label and label != text else text, iri=iri if known else "")
