"""Headers are matched in English and German, in any spelling; what is doubtful is said before a row is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regelgraph.errors import HeaderError
from regelgraph.rulebook import Fact
from regelgraph.tables.headers import match_headers

Facts = Mapping[str, Fact]

GERMAN = {
    "Personen-ID": "person_id",
    "Geschlecht": "sex",
    "Geburtsdatum": "birth_date",
    "Alter": "age",
    "Staatsangehörigkeit": "citizenship",
    "Aufenthaltstitel": "residence_title",
    "Titel gültig bis": "title_valid_until",
    "Erwerbsfähig": "employable",
    "Kontaktstatus": "contact_status",
    "Migrationshintergrund": "migration_background",
    "Eintrittsdatum": "entry_date",
    "Austrittsdatum": "exit_date",
    "Gemeinde": "municipality",
    "Projekt": "project",
    "Förderrunde": "round",
}


def test_the_german_headers_of_the_contract_are_one_table(facts: Facts) -> None:
    found = match_headers(list(GERMAN), facts)
    assert {column.header: column.fact.name for column in found.columns} == GERMAN
    assert found.extras == ()


def test_the_names_of_the_facts_are_headers(facts: Facts) -> None:
    found = match_headers(list(facts), facts)
    assert [column.column for column in found.columns] == list(facts)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("\ufeffPersonen-ID", "person_id"),
        ("personenid", "person_id"),
        ("PERSONEN_ID", "person_id"),
        (" Personen\xa0ID ", "person_id"),
        ("Personen\u2011ID", "person_id"),
        ("Staatsangehoerigkeit", "citizenship"),
        ("STAATSANGEHÖRIGKEIT", "citizenship"),
        ("Staatsangeho\u0308rigkeit", "citizenship"),
        ("titel_gueltig_bis", "title_valid_until"),
        ("Title Valid Until", "title_valid_until"),
        ("foerderrunde", "round"),
        ("Eintritts-Datum", "entry_date"),
    ],
)
def test_case_spaces_hyphens_underscores_and_umlauts_do_not_matter(facts: Facts, header: str, name: str) -> None:
    headers = [header] if name == "person_id" else ["person_id", header]
    assert match_headers(headers, facts).columns[-1].fact.name == name


@pytest.mark.parametrize(
    "header", ["citizenship_key", "Staatsangehörigkeitsschlüssel", "staatsangehoerigkeitsschluessel"]
)
def test_a_column_of_keys_keeps_its_own_name(facts: Facts, header: str) -> None:
    column = match_headers(["person_id", header], facts).columns[1]
    assert (column.fact.name, column.column, column.place) == ("citizenship", "citizenship_key", 1)


def test_other_columns_are_extras_with_their_place(facts: Facts) -> None:
    found = match_headers(["Bemerkung", "person_id", "", "Bemerkung", "Gemeindename"], facts)
    assert found.extras == ((0, "Bemerkung"), (2, ""), (3, "Bemerkung"), (4, "Gemeindename"))


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        (["person_id", "Alter", "x", "age"], ['2 "Alter"', '4 "age"', "both mean age"]),
        (["person_id", "person_id"], ['1 "person_id"', '2 "person_id"']),
        (["person_id", "Nationalität", "citizenship_key"], ['"Nationalität"', '"citizenship_key"', "mean citizenship"]),
    ],
)
def test_two_headers_of_one_fact_are_refused_by_name(facts: Facts, headers: list[str], named: list[str]) -> None:
    with pytest.raises(HeaderError) as refused:
        match_headers(headers, facts)
    assert all(part in str(refused.value) for part in named)


def test_a_missing_column_is_named_with_the_nearest_header_of_the_file(facts: Facts) -> None:
    with pytest.raises(HeaderError, match=r'column person_id is missing .*nearest header in the file is "Persnen-ID"'):
        match_headers(["Alter", "Persnen-ID", "Eintritt"], facts)


def test_a_table_without_headers_says_so(facts: Facts) -> None:
    with pytest.raises(HeaderError, match="the first row has no headers"):
        match_headers(["", " "], facts)


def test_a_name_goes_before_another_facts_alias(facts: Facts) -> None:
    theirs = replace(facts["project"], name="children", header_aliases=("age", "shared"))
    mine = {**facts, "children": theirs, "sex": replace(facts["sex"], header_aliases=("shared",))}
    assert match_headers(["person_id", "age"], mine).columns[1].fact.name == "age"
    with pytest.raises(HeaderError, match='"Shared" stands for children and sex'):
        match_headers(["person_id", "Shared"], mine)


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_headers_are_matched_or_refused_and_none_is_lost(facts: Facts, headers: list[str]) -> None:
    try:
        found = match_headers(["person_id", *headers], facts)
    except HeaderError:
        return
    places = [column.place for column in found.columns] + [place for place, _ in found.extras]
    assert sorted(places) == list(range(len(headers) + 1))


def test_a_header_of_a_megabyte_is_shortened_where_it_is_named(facts: Facts) -> None:
    with pytest.raises(HeaderError) as refused:
        match_headers(["x" * 10**6], facts)
    assert len(str(refused.value)) < 400
