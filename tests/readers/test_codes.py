"""Codes, yes and no: the contract's words are understood exactly, in any case and umlaut spelling; nothing else is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from regelgraph.folding import fold
from regelgraph.rulebook import Concept, Fact, Rulebook, Text
from regelgraph.tables.readers import CellReader
from regelgraph.terms import ID, YES_NO_SCHEME
from regelgraph.values import Options, State

from tests.readers.conftest import slugs

SCHEMES = ("sex", "contact-status", "country-groups", "territory-status")


@pytest.mark.parametrize(
    ("cell", "sex"),
    [
        *[
            (cell, "male")
            for cell in ("male", "m", "M", "männlich", "Maennlich", "MÄNNLICH", "ma\u0308nnlich", " m ", "männl.")
        ],
        *[(cell, "female") for cell in ("female", "w", "W", "weiblich", "f", "Frau")],
        *[(cell, "diverse") for cell in ("diverse", "d", "divers", "DIVERS")],
        *[(cell, "none") for cell in ("none", "x", "X", "ohne Angabe", "ohne\xa0angabe", "OhneAngabe")],
    ],
)
def test_sex_is_read_as_the_register_writes_it(reader: Callable[[str], CellReader], cell: str, sex: str) -> None:
    reading = reader("sex").read(cell)
    assert slugs(reading, "sex") == {sex}
    assert reading.state is State.KNOWN


@pytest.mark.parametrize("cell", ["m/w", "mw", "m-", "männlich?", "weibisch", "0", "1", "herr", "Ｍ", "м"])
def test_what_is_no_entry_of_sex_is_unreadable_and_the_message_names_the_words(
    reader: Callable[[str], CellReader], cell: str
) -> None:
    reading = reader("sex").read(cell)
    assert reading.state is State.UNREADABLE
    assert reading.problem is not None
    assert dict(reading.problem.values)["allowed_de"] == "männlich, weiblich, divers, ohne Angabe"


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("not-reached", "not-reached"),
        ("nicht erreicht", "not-reached"),
        ("no-longer-reached", "no-longer-reached"),
        ("Nicht mehr erreicht", "no-longer-reached"),
        ("nicht-mehr-erreicht", "no-longer-reached"),
        ("not-supported", "not-supported"),
        ("nicht betreubar", "not-supported"),
        ("refuses-cooperation", "refuses-cooperation"),
        ("verweigert Kooperation", "refuses-cooperation"),
        ("in-support", "in-support"),
        ("in_support", "in-support"),
        ("in Betreuung", "in-support"),
        ("IN BETREUUNG", "in-support"),
    ],
)
def test_contact_status_is_read(reader: Callable[[str], CellReader], cell: str, status: str) -> None:
    assert slugs(reader("contact_status").read(cell), "contact-status") == {status}


@pytest.mark.parametrize("cell", ["erreicht", "nicht", "nicht betreut", "Betreuung beendet", "mehr erreicht"])
def test_a_doubtful_contact_status_is_unreadable(reader: Callable[[str], CellReader], cell: str) -> None:
    assert reader("contact_status").read(cell).state is State.UNREADABLE


@pytest.mark.parametrize(
    ("cell", "holds"),
    [
        *[(cell, True) for cell in ("ja", "JA", "j", "yes", "Yes", "y", "true", "TRUE", "wahr", "1")],
        *[(cell, False) for cell in ("nein", "Nein", "n", "no", "false", "FALSCH", "0")],
    ],
)
def test_yes_and_no_are_read(reader: Callable[[str], CellReader], cell: str, holds: bool) -> None:
    assert reader("employable").read(cell).possible == Options(frozenset({holds}))


@pytest.mark.parametrize("cell", ["-1", "0.", "2", "1.0", "x", "vielleicht", "ja/nein", "j/n", "nja", "✓"])
def test_neither_yes_nor_no_is_unreadable(reader: Callable[[str], CellReader], cell: str) -> None:
    reading = reader("employable").read(cell)
    assert reading.state is State.UNREADABLE
    assert reading.problem is not None
    assert reading.problem.message == "not-yes-no"


def test_a_missing_word_is_blank_unless_the_fact_has_it_as_a_value(reader: Callable[[str], CellReader]) -> None:
    assert reader("sex").read("keine Angabe").state is State.BLANK
    assert reader("sex").read("ohne Angabe").state is State.KNOWN
    assert reader("employable").read("ohne Angabe").state is State.BLANK
    assert reader("employable").read("x").state is State.UNREADABLE


def test_a_value_of_the_fact_goes_before_the_same_missing_word(rulebook: Rulebook, facts: dict[str, Fact]) -> None:
    stricter = replace(rulebook, missing_words=rulebook.missing_words | {"x"})
    for cell in ("ohne Angabe", "x"):
        assert slugs(CellReader(stricter, facts["sex"]).read(cell), "sex") == {"none"}
        assert CellReader(stricter, facts["employable"]).read(cell).state is State.BLANK


@pytest.mark.parametrize("scheme", [*SCHEMES, "yes-no"])
def test_no_spelling_is_shared_by_two_concepts(rulebook: Rulebook, scheme: str) -> None:
    owner: dict[str, str] = {}
    for concept in rulebook.code_lists[f"{ID}scheme/{scheme}"]:
        for word in (concept.notation, concept.label.de, concept.label.en, *concept.aliases):
            assert owner.setdefault(fold(word), concept.iri) == concept.iri, word


def test_yes_and_no_are_all_there_is(rulebook: Rulebook) -> None:
    assert [concept.boolean for concept in rulebook.code_lists[YES_NO_SCHEME]] == [True, False]


def test_several_codes_are_one_option_held_at_once(rulebook: Rulebook, facts: dict[str, Fact]) -> None:
    fact = replace(facts["contact_status"], several_with=";")
    reading = CellReader(rulebook, fact).read("in Betreuung; nicht erreicht")
    assert slugs(reading, "contact-status") == {"in-support not-reached"}
    assert reading.state is State.KNOWN
    assert slugs(CellReader(rulebook, fact).read("in Betreuung; kaum"), "contact-status") == {"* in-support"}


def test_a_spelling_that_a_stranger_gives_to_two_concepts_is_both(rulebook: Rulebook, facts: dict[str, Fact]) -> None:
    twins = tuple(Concept(f"https://example.org/{n}", n, Text(n, n), ("shared",)) for n in ("one", "two"))
    theirs = replace(rulebook, code_lists={"https://example.org/list": twins})
    fact = replace(facts["sex"], code_list="https://example.org/list")
    reading = CellReader(theirs, fact).read("SHARED")
    assert reading.possible == Options(frozenset(twin.iri for twin in twins))
    assert reading.state is State.VAGUE


@pytest.mark.parametrize(
    ("message", "given"),
    [
        ("not-a-date", {"value"}),
        ("impossible-date", {"value"}),
        ("two-digit-year", {"value"}),
        ("not-a-number", {"value"}),
        ("not-a-whole-number", {"value"}),
        ("ambiguous-number", {"value"}),
        ("out-of-range", {"value", "low", "high"}),
        ("too-small", {"value", "low"}),
        ("too-large", {"value", "high"}),
        ("not-a-key", {"value", "lengths"}),
        ("not-yes-no", {"value"}),
        ("unknown-code", {"value", "allowed_de", "allowed_en"}),
        ("unknown-country", {"value"}),
        ("unknown-key", {"value"}),
        ("unknown-part", {"value"}),
        ("too-many-values", {"value", "count", "limit"}),
        ("too-long", {"value", "length"}),
    ],
)
def test_every_problem_has_words_in_both_languages_for_what_it_is_given(
    rulebook: Rulebook, message: str, given: set[str]
) -> None:
    text = rulebook.texts[message]
    assert set(re.findall(r"{(\w+)}", text.de + text.en)) == given
    assert text.de != text.en
