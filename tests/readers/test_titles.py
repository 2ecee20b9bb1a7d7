"""Residence titles: every spelling of the registry is read to its title, citations by grammar, nothing else at all.

title_cases.csv: 78 raw strings from title_test_cases.csv of the project's facts; `our_code` is what the reader answers
where a participant list does not hold what the expectation needs, with the reason beside it.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regelgraph.knowledge import load
from regelgraph.rulebook import Rulebook, Title
from regelgraph.tables.readers.title_tree import TitleTree
from regelgraph.tables.readers.titles import TitleReader
from regelgraph.terms import ID
from regelgraph.values import ANYTHING, Options, State

TITLE = ID + "title/"
RULEBOOK: Rulebook = load().rulebook
READER = TitleReader(RULEBOOK)
TREE = TitleTree(RULEBOOK.titles, RULEBOOK.title_scheme.kind_broader)
TITLES = tuple(RULEBOOK.titles.values())
with (Path(__file__).parent / "title_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = tuple(csv.DictReader(file))


def codes(raw: str) -> set[str]:
    """Notations of the titles that `raw` may mean; none if it is not understood."""
    reading = READER.read(raw)
    if not isinstance(reading.possible, Options):
        assert reading.possible is ANYTHING
        assert reading.state is State.UNREADABLE
        return set()
    return {RULEBOOK.titles[str(iri)].notation for iri in reading.possible.values}


def groups(raw: str) -> set[str]:
    """Last segments of the legal groups that `raw` may lead to."""
    found = {group for code in codes(raw) for group in TREE.groups(TITLE + code)}
    return {group.rpartition("/")[2] for group in found}


def test_the_table_of_raw_strings_is_whole() -> None:
    assert len(CASES) == 78
    assert all(case["why_ours"] for case in CASES if case["our_code"] != case["expected_code"])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_raw_strings_of_participant_lists(case: dict[str, str]) -> None:
    assert codes(case["raw_text"]) == ({case["our_code"]} if case["our_code"] else set())


def test_every_notation_citation_and_alias_is_read_to_its_title() -> None:
    wrong = {
        (title.notation, spelling): codes(spelling)
        for title in TITLES
        for spelling in (title.notation, title.citation, *title.aliases)
        if spelling and codes(spelling) != {title.notation}
    }
    assert wrong == {}


def test_a_spelling_is_read_the_same_in_capitals_with_other_spaces_and_hyphens() -> None:
    wrong = {
        (title.notation, varied): codes(varied)
        for title in TITLES
        for spelling in (title.citation, *title.aliases)
        for varied in (spelling.replace(" ", "\u00a0"), f"  {spelling}\u200b", spelling.replace("-", "\u2011"))
        if spelling and codes(varied) != {title.notation}
    }
    assert wrong == {}


def test_a_register_text_is_read_to_all_titles_that_bear_it_unless_it_is_an_alias_of_one() -> None:
    bearers: dict[str, set[str]] = {}
    for title in TITLES:
        for text in title.azr_texts:
            bearers.setdefault(text, set()).add(title.notation)
    read = {text: codes(text) for text in bearers}
    assert {text for text in read if len(read[text]) > 1} == {
        "Assoziationsrecht EWG/Türkei (deklaratorische Aufenthaltserlaubnis)",
        "Ehemalige Deutsche (Aufenthaltserlaubnis)",
        "Eigenständiges Aufenthaltsrecht des Ehegatten nach drei Jahren",
    }
    assert {text: codes for text, codes in read.items() if codes != bearers[text]} == {}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("§ 25 Abs. 2 Satz 1 Alt. 2 AufenthG a. F.", "aufenthg-25-2-s2"),
        ("25(2) S. 1 Alt. 2", "aufenthg-25-2-s2"),
        ("25 II 1 zweite Alternative", "aufenthg-25-2-s2"),
        ("Aufenthaltserlaubnis nach § 25 Absatz 2 Satz 1, 2. Alternative des Aufenthaltsgesetzes", "aufenthg-25-2-s2"),
        ("AE nach § 25 II S. 1", "aufenthg-25-2-s1"),
        ("§25 II AufenthG", "aufenthg-25-2"),
        ("AufenthG § 25 Abs. 3", "aufenthg-25-3"),
        ("Aufenthaltserlaubnis gem. § 25 Abs. 3 AufenthG", "aufenthg-25-3"),
        ("AUFENTHALTSERLAUBNIS § 25 ABS. 3 AUFENTHG", "aufenthg-25-3"),
        ("§ 25 Abs. 3 AufenthG (AE)", "aufenthg-25-3"),
        ("eAT § 25 Abs. 3", "aufenthg-25-3"),
        ("(§ 25 Abs. 5)", "aufenthg-25-5"),
        ("§25Abs.5", "aufenthg-25-5"),
        ("§ 25 a Abs. 1", "aufenthg-25a-1"),
        ("25 IVa", "aufenthg-25-4a"),
        ("§ 25 Abs. 4 a Satz 3", "aufenthg-25-4a-s3"),
        ("AE 25", "aufenthg-25"),
        ("§ 24 Ukraine", "aufenthg-24"),
        ("§ 24 Abs. 5 AufenthG", "aufenthg-24"),
        ("NE § 26 III", "aufenthg-26-3"),
        ("Niederlassungserlaubnis nach § 26 Abs. 4 AufenthG", "aufenthg-26-4"),
        ("AE § 23 Abs. 2", "aufenthg-23-2-ae"),
        ("NE § 23 Abs. 4", "aufenthg-23-4-ne"),
        ("AE § 26", "aufenthg-26-1"),
        ("gestattet", "asylg-55-1"),
        ("Aufenthaltsgestattung § 55", "asylg-55-1"),
        ("Aufenthaltsgestattung (§ 55 Abs. 1 AsylG)", "asylg-55-1"),
        ("§ 55 AsylVfG", "asylg-55-1"),
        ("Duldung § 60c", "aufenthg-60c-1"),
        ("Ausbildungsduldung § 60c", "aufenthg-60c-1"),
        ("Duldung nach § 60a Abs. 2 S. 3 AufenthG", "aufenthg-60a-2-s3"),
        ("§ 60a Abs.2 Satz 1", "aufenthg-60a-2-s1"),
        ("Duldung gem. § 60a Abs. 4 AufenthG", "aufenthg-60a"),
        ("Aufenthaltstitel § 18b", "aufenthg-18b"),
        ("§ 30 Abs. 2 AufenthG", "aufenthg-30"),
        ("subsidiärer Schutz, § 25 Abs. 2 AufenthG", "aufenthg-25-2-s2"),
        ("§ 25 Abs. 3 i. V. m. § 60 Abs. 7 Satz 1 AufenthG", "aufenthg-25-3-60-7"),
        ("nationales Visum § 22 Satz 2", "aufenthg-6-3-22"),
        ("Visum Typ D Familiennachzug", "aufenthg-6-3-28-36"),
        ("D-Visum § 36a", "aufenthg-6-3-28-36"),
        ("§ 6 Abs. 3 i.V.m. § 18b", "aufenthg-6-3-18"),
        ("Fiktionsbescheinigung § 81 Abs. 4", "aufenthg-81-4-s1-unbek"),
        ("Fortgeltungsfiktion", "aufenthg-81-4-s1-unbek"),
        ("Fiktionsbescheinigung (§ 81 Abs. 4 AufenthG, bisher AE § 25 Abs. 3)", "aufenthg-81-4-s1-abs5"),
        ("Fiktionsbescheinigung § 81 Abs. 4, bisher § 30", "aufenthg-81-4-s1-sonst"),
        ("Fiktionsbescheinigung § 81 Abs. 3 i. V. m. § 25 Abs. 5", "aufenthg-81-3-s1-abs5"),
        ("Aufenthaltskarte § 5 Abs. 1 FreizügG/EU", "freizuegg-5-1"),
        ("ARB 1/80 Art. 7", "arb-1-80-7"),
        ("Niederlassungserlaubnis gemäß § 35 i. V. m. § 26 Abs. 4 AufenthG", "aufenthg-26-4-35"),
        ("Duldung nach § 60a Abs. 2 AufenthG", "aufenthg-60a-2"),
        ("kein Titel", "none"),
    ],
)
def test_citations_as_officials_write_them(raw: str, code: str) -> None:
    assert codes(raw) == {code}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("§ 26", {"section5-permit", "section5-settlement"}),
        ("NE § 26", {"section5-settlement"}),
        ("§ 23", {"section5-open"}),
        ("AE § 23", {"section5-permit"}),
        ("NE § 23", {"section5-settlement"}),
        ("D-Visum § 23", {"section5-visa"}),
        ("§ 28", {"other"}),
        ("Niederlassungserlaubnis", {"open"}),
        ("Aufenthaltserlaubnis", {"open", "other", "section5-permit"}),
        ("Visum", {"open"}),
        ("humanitäre Aufenthaltserlaubnis", {"section5-permit"}),
        ("Fiktionsbescheinigung § 81 Abs. 4, bisher § 26", {"open", "section5-permit"}),
    ],
)
def test_a_citation_without_a_title_of_its_own_stands_for_those_below(raw: str, expected: set[str]) -> None:
    assert groups(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "§ 25 Abs. 6 AufenthG",
        "§ 24 Abs. 6 AufenthG",
        "§ 9 Abs. 7",
        "§ 26 Abs. 2",
        "§ 25c",
        "§ 26a AufenthG",
        "§ 25 Abs. 2 SGB II",
        "§ 25 BGB",
        "§ 25 StGB",
        "§ 25 AsylG",
        "Art. 25 Abs. 3",
        "AufenthG § 25 AsylG",
        "§ 4 AufenthG",
        "§ 1",
        "25",
        "30",
        "Duldung § 25 Abs. 5",
        "NE § 25 Abs. 3",
        "AE § 60a",
        "Aufenthaltstitel § 60a",
        "Aufenthaltsgestattung § 25 Abs. 3",
        "Visum § 25 Abs. 3",
        "AE § 25 Abs. 5 (Duldung)",
        "subsidiärer Schutz § 25 Abs. 3",
        "§ 9 i. V. m. § 25 Abs. 3",
        "§ 25 Abs. 5 a. F.",
        "§ 25 Abs. 3 x",
        "§ 25 Abs. 3 5",
        "§ 25 Abs. 3, § 30",
        "§ 25 Abs. 3)",
        "((§ 25 Abs. 3)",
        "§ 25 Abs. 3,",
        "§ 25 Satz 1 Abs. 3",
        "16b V II",
        "25 II 1j",
        "25.3",
        "AE nach",
        "nach",
        "§",
        "AufenthG",
        "Fiktionsbescheinigung § 81 Abs. 4, bisher Duldung",
        "Fiktionsbescheinigung § 81 Abs. 4, bisher xyz",
        "Fiktionsbescheinigung § 81 Abs. 4, bisher",
        "Duldnug",
        "k. A.",
        "",
    ],
)
def test_what_is_no_title_of_this_registry_is_not_understood(raw: str) -> None:
    assert codes(raw) == set()


@pytest.mark.parametrize("other", ["SGB II", "SGB XII", "BGB", "StGB", "AO"])
def test_the_paragraph_of_another_act_is_never_read_as_one_of_the_residence_act(other: str) -> None:
    act = " AufenthG"
    cited = [title.citation for title in TITLES if title.citation.endswith(act) and title.citation.startswith("§ ")]
    assert len(cited) > 150
    assert {c for c in cited if codes(c.replace(act, f" {other}"))} == set()


def test_a_cell_that_is_not_understood_names_the_nearest_titles() -> None:
    reading = READER.read("§ 25 Abs. 6 AufenthG")
    assert reading.problem is not None
    assert reading.problem.message == "unknown-title"
    assert dict(reading.problem.values)["value"] == "§ 25 Abs. 6 AufenthG"
    assert dict(reading.problem.values)["nearest"].startswith("§ 25 AufenthG; § 25 Abs. 1 AufenthG; ")


def test_one_title_with_a_group_of_its_own_is_known_several_or_a_wider_concept_are_vague() -> None:
    states = {raw: READER.read(raw).state for raw in ("§ 25", "NE", "none", "§ 26", "NE § 23", "Aufenthaltserlaubnis")}
    assert set(list(states.values())[:3]) == {State.KNOWN}
    assert set(list(states.values())[3:]) == {State.VAGUE}


def test_every_title_leads_to_a_legal_group() -> None:
    assert [title.notation for title in TITLES if not TREE.groups(title.iri)] == []


def _spellings(title: Title) -> tuple[str, ...]:
    return tuple(filter(None, (title.citation, *title.aliases)))


SPELLINGS = sorted({spelling for title in TITLES for spelling in _spellings(title)})
NOISE = st.text(alphabet="#*~%&=?!;<>@+|$", min_size=1, max_size=8)  # a letter may be one of the law: Nr. 1a
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß", min_size=4, max_size=12)


@given(st.sampled_from(SPELLINGS), st.sampled_from(["", " ", ", ", " - ", " ("]), NOISE)
def test_noise_behind_a_title_makes_it_unreadable(spelling: str, joint: str, noise: str) -> None:
    assert codes(spelling + joint + noise) == set()


@given(st.sampled_from(SPELLINGS), st.sampled_from(["", " ", ", "]), WORDS)
def test_a_word_behind_a_title_never_leads_to_another_legal_group(spelling: str, joint: str, word: str) -> None:
    assert groups(spelling + joint + word) <= groups(spelling)


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_read(text: str) -> None:
    codes(text)


@pytest.mark.parametrize(
    "cell", ["25 \u0130", "\u0130", "25 \u0131\u0131", "\u00a7 25 Ab\u017f. 2", "25 Abs. 2 \u017fatz 1", "\u212a 25"]
)
def test_letters_that_only_look_like_those_of_a_citation_are_not_understood(cell: str) -> None:
    assert READER.read(cell).state is State.UNREADABLE
