"""The proof tree as the page shows it: every name a link, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from regelgraph.judge.pairs import column_of
from regelgraph.terms import DEFINITION, PERSONS, RG
from regelgraph.web.linked.values import Value, Words
from regelgraph.web.person.branches import Criterion, Doubt, Ground, Read, Reasoning
from regelgraph.web.person.choosing import capital
from regelgraph.web.tones import TONES

if TYPE_CHECKING:
    from regelgraph.judge import Judge
    from regelgraph.knowledge import Knowledge
    from regelgraph.web.service import Loaded

LEVELS: Final = ("ok", "review", "undetermined", "blocked")
_BEARS_ON: Final = RG + "bearsOn"
_SAYS: Final = RG + "machineSays"


class Told:
    """Tells proof trees in a language."""

    def __init__(self, loaded: Loaded, judge: Judge, lang: str, case_kind: str = PERSONS) -> None:
        self._judge = judge
        self._lang = lang
        self._kind = case_kind
        self._words = Words(loaded, lang)
        self._of_doubts = loaded.knowledge.once(OfDoubts)
        rulebook = judge.rulebook
        self._verdicts = {each.notation: (place, each) for place, each in enumerate(rulebook.outcomes[case_kind])}
        self._facts = rulebook.facts[case_kind]
        self._derived = rulebook.derived.get(case_kind, {})
        self._doubts = {each.notation: each.iri for each in rulebook.readings.values()}

    def reasoning(self, tree: Mapping[str, Any]) -> Reasoning:
        """The tree of a case."""
        lang = self._lang
        place, verdict = self._verdicts[tree["verdict"]]
        criteria = [self._criterion(each, decides=each["outcome"] == tree["verdict"]) for each in tree["criteria"]]
        return Reasoning(
            Value(verdict.label.get(lang), iri=verdict.iri),
            " ".join(each.text for each in self._words.told(verdict.iri, DEFINITION)),
            TONES[place],
            (tree.get("reasons") or tree["reason"])[lang],
            (tree.get("round_note") or {}).get(lang, ""),
            tuple(sorted(criteria, key=lambda each: (not each.decides, -TONES.index(each.tone)))),
        )

    def _criterion(self, each: Mapping[str, Any], *, decides: bool) -> Criterion:
        lang, texts = self._lang, self._judge.rulebook.texts
        place, _ = self._verdicts[each["outcome"]]
        reached = {found["fact"]: found for found in each["because"]}
        through = {iri for found in reached.values() for iri in found["through"]}
        reads = [
            self._read(name, value[lang], each["cells"], reached.get(name)) for name, value in each["reads"].items()
        ]
        return Criterion(
            each["id"],
            Value(capital(each["label"][lang]), iri=each["iri"]),
            each["definition"][lang],
            texts[f"outcome-{LEVELS[place]}"].get(lang),
            TONES[place],
            each["reason"][lang] if each["reason"] else "",
            tuple(reads),
            tuple(self._clause(clause) for clause in each["clauses"]),
            tuple(
                Ground(Value(norm["citation"], iri=norm["iri"]), norm["heading"], "", url=norm["url"])
                for norm in each["norms"]
            ),
            tuple(sorted((self._doubt(each, through) for each in each["readings"]), key=lambda each: not each.near)),
            tuple(evidence[lang] for evidence in each["evidence"]),
            decides,
        )

    def _read(self, name: str, value: str, cells: Mapping[str, str], reached: Mapping[str, Any] | None) -> Read:
        lang, fact = self._lang, self._derived.get(name) or self._facts[name]
        inputs = self._judge.inputs(self._kind, name)
        given = [(self._column(column), cells[column]) for column in inputs if column in cells]
        through = reached["through"] if reached else ()
        ends = reached["ends"] if reached else ()
        return Read(
            Value(capital(fact.label.get(lang)), iri=fact.iri),
            value,
            tuple(given),
            tuple(self._words.named(iri) for iri in through if iri not in ends),
            tuple(self._words.named(iri) for iri in ends),
            reached["why"][lang] if reached and reached["why"] else "",
        )

    def _column(self, reading: str) -> str:
        """What the column of a reading is called; of two stays with the one that it is of."""
        column = column_of(self._facts, reading)
        label = capital(self._facts[column].label.get(self._lang))
        return label if column == reading else f"{label} {reading[len(column) + 1 :].upper()}"

    def _clause(self, clause: Mapping[str, Any]) -> Ground:
        lang = self._lang
        name = Value(clause["citation"][lang], iri=clause["iri"])
        return Ground(name, clause["source"][lang], clause["sentence"], clause["paraphrase"][lang])

    def _doubt(self, note: Mapping[str, Any], through: set[str]) -> Doubt:
        lang, iri = self._lang, self._doubts[note["id"]]
        on, says = self._of_doubts.of(iri, self._words)
        near = not on.isdisjoint(through)
        return Doubt(
            Value(note["question"][lang], iri=iri), note["a"][lang], note["b"][lang], note["officer"][lang], says, near
        )


class OfDoubts:
    """What open questions bear on, and what the machine says to them: read once for a knowledge and a language."""

    def __init__(self, _knowledge: Knowledge) -> None:
        self._made: dict[tuple[str, str], tuple[frozenset[str], tuple[Value, ...]]] = {}

    def of(self, iri: str, words: Words) -> tuple[frozenset[str], tuple[Value, ...]]:
        """The things, and the texts in the language of the words."""
        key = (iri, words.lang)
        if key not in self._made:
            on = frozenset(each.iri for each in words.things(iri, _BEARS_ON))
            self._made[key] = on, tuple(words.told(iri, _SAYS))
        return self._made[key]
