"""The words that a report of a kind of list is shown by: verdicts, criteria, columns and what codes stand for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.rulebook import Criterion, DerivedFact, Fact, Rulebook
from regelgraph.tables.pairs.columns import further_columns, offer_columns, row_columns
from regelgraph.tables.reports.report import columns_of
from regelgraph.terms import QUERIED_FOR_PAIR
from regelgraph.web.tones import TONES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from regelgraph.web.place import Place
    from regelgraph.web.service import Loaded

_TEXTS: Final = "page-report-"
_NOT_SHOWN: Final = frozenset({"missing", "invalid", "reasons_de", "reasons_en", "citations", "knowledge"})
"""Columns whose cells are too long for a table: they are shown of one row at a time."""


def report_words(loaded: Loaded, case_kind: str, place: Place) -> dict[str, Any]:
    """What scripts need to show a report, each text in the language of the page, ready for JSON.

    `verdicts` and `criteria` have `id` and `label`, verdicts a `tone` and criteria the address of their `page`;
    `columns` are those of the report, `facts` the labels of columns of the list, `codes` what
    cells of columns stand for, `written` the language of `invalid`, `texts` what else is said, with {holes};
    `rows` are the columns that number the rows of a case. Cases of a verdict in `unlisted` are in no report, so
    that nobody can count them by it.
    """
    rulebook, lang = loaded.rulebook, place.lang
    facts = rulebook.facts[case_kind]
    identity = next(fact for fact in facts.values() if fact.identifies_case)
    relation = next((f for f in rulebook.derived.get(case_kind, {}).values() if f.derivation == QUERIED_FOR_PAIR), None)
    names = columns_of(identity.name, further_columns(relation) if relation else {})

    def say(key: str) -> str:
        return rulebook.texts[_TEXTS + key].get(lang)

    return {
        "identity": identity.name,
        "written": loaded.options.lang,
        "rows": list(row_columns()) if relation else ["row"],
        "unlisted": [rulebook.outcomes[case_kind][0].notation] if relation else [],
        "verdicts": [
            {"id": each.notation, "label": each.label.get(lang), "tone": tone}
            for tone, each in zip(TONES, rulebook.outcomes[case_kind], strict=False)
        ],
        "criteria": [
            {"id": each.notation, "label": each.label.get(lang), "page": place.href(each.iri)}
            for each in _first_of_each(rulebook.criteria.values(), case_kind)
        ],
        "columns": [
            {"name": name, "label": _label(name, identity, relation, facts, lang, say), "wide": name in _NOT_SHOWN}
            for name in names
        ],
        "facts": {fact.name: fact.label.get(lang) for fact in facts.values()},
        "codes": _codes(rulebook, relation, facts, lang),
        "texts": {
            key.removeprefix(_TEXTS): text.get(lang) for key, text in rulebook.texts.items() if key.startswith(_TEXTS)
        },
    }


def _first_of_each(criteria: Iterable[Criterion], case_kind: str) -> list[Criterion]:
    """One criterion for each id: a round may replace a rule by one of the same id."""
    found: dict[str, Criterion] = {}
    for each in criteria:
        if each.case_kind == case_kind:
            found.setdefault(each.notation, each)
    return list(found.values())


def as_json(words: dict[str, Any]) -> str:
    """The same as it stands in an attribute."""
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


def _label(
    name: str, identity: Fact, relation: DerivedFact | None, facts: Any, lang: str, say: Callable[[str], str]
) -> str:
    if name == identity.name:
        return identity.label.get(lang)
    if relation and name in offer_columns(relation):
        side = SIDES[offer_columns(relation).index(name)]
        return f"{facts[relation.of or ''].label.get(lang)} {side.upper()}"
    return say(name.replace("_", "-"))


def _codes(rulebook: Rulebook, relation: DerivedFact | None, facts: Any, lang: str) -> dict[str, dict[str, str]]:
    rounds = {each.notation: each.label.get(lang) for each in rulebook.rounds.values()}
    found = {"round": rounds}
    if relation:
        fact = facts[relation.of or ""]
        offers = rulebook.code_lists.get(fact.code_list or fact.codes_of or "", ())
        labels = {each.notation: each.label.get(lang) for each in offers}
        found |= {of_stay(fact.name, side): labels for side in SIDES}
    return found
