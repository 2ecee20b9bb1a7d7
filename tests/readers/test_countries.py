"""Citizenships: every spelling and key of the knowledge, several at once, words that stand for several or for any."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regelgraph.folding import fold
from regelgraph.rulebook import Rulebook
from regelgraph.tables.readers import CellReader
from regelgraph.terms import ID, RG
from regelgraph.values import ANYTHING, Options, State

from tests.readers.conftest import slugs

DESTATIS, ISO = RG + "DestatisKey", RG + "IsoNumeric"
GROUPS = {"german", "eu", "eea", "swiss", "third-country"}


def code(iri: str) -> str:
    return iri.removeprefix(ID + "country/")


@pytest.fixture(scope="session")
def read(reader: Callable[[str], CellReader]) -> Callable[[str], set[str]]:
    return lambda cell: slugs(reader("citizenship").read(cell), "country")


def test_every_spelling_reads_to_its_country(rulebook: Rulebook, read: Callable[[str], set[str]]) -> None:
    shared = {fold(word.alias): word.countries for word in rulebook.country_words}
    for country in rulebook.countries.values():
        for spelling in (country.notation, country.label.de, country.label.en, *country.aliases):
            wanted = {country.iri} | shared.get(fold(spelling), frozenset())
            for cell in (spelling, spelling.upper(), spelling.lower(), f"\ufeff {spelling}\xa0"):
                assert read(cell) == {code(iri) for iri in wanted}, cell


def test_no_spelling_belongs_to_two_countries(rulebook: Rulebook) -> None:
    owner: dict[str, str] = {}
    for country in rulebook.countries.values():
        for spelling in (country.notation, country.label.de, country.label.en, *country.aliases):
            assert owner.setdefault(fold(spelling), country.iri) == country.iri, spelling


def test_every_word_reads_to_what_it_stands_for(rulebook: Rulebook, reader: Callable[[str], CellReader]) -> None:
    for word in rulebook.country_words:
        reading = reader("citizenship_key" if word.alias.isdigit() else "citizenship").read(word.alias)
        if word.anything:
            assert (reading.possible, reading.state, reading.problem) == (ANYTHING, State.BLANK, None), word.alias
        else:
            assert reading.state is State.VAGUE, word.alias
            assert isinstance(reading.possible, Options)
            assert word.countries <= reading.possible.values


def test_every_key_is_read_as_the_code_of_its_country(rulebook: Rulebook, reader: Callable[[str], CellReader]) -> None:
    assert len(rulebook.country_keys[DESTATIS]) == 201
    for key, iri in rulebook.country_keys[DESTATIS].items():
        reading = reader("citizenship_key").read(key)
        assert reading.possible == Options(frozenset({iri})), key
        assert reading.state is State.KNOWN


def test_a_number_under_citizenship_stands_for_both_lists_where_they_differ(
    rulebook: Rulebook, read: Callable[[str], set[str]], reader: Callable[[str], CellReader]
) -> None:
    """The 52 keys of the list of the Federal Statistical Office that are other countries in ISO 3166-1."""
    former = {word.alias: word.countries for word in rulebook.country_words if word.alias.isdigit() and word.countries}
    statistical = {key: frozenset({iri}) for key, iri in rulebook.country_keys[DESTATIS].items()} | former
    iso = rulebook.country_keys[ISO]
    differing = [key for key in statistical if key in iso and iso[key] not in statistical[key]]
    assert len(differing) == 52
    for key in differing:
        both = {code(iri) for iri in statistical[key] | {iso[key]}}
        assert read(key) >= both, key
        assert reader("citizenship").read(key).state is State.VAGUE


@pytest.mark.parametrize(
    ("key", "under_key", "under_citizenship"),
    [
        ("000", {"DEU"}, {"DEU"}),
        ("152", {"POL"}, {"POL", "CHL"}),
        ("276", {"SDN", "SSD"}, {"SDN", "SSD", "DEU"}),
        ("328", {"GUY"}, {"GUY"}),
        ("423", {"AFG"}, {"AFG"}),
        ("997", {"XXA"}, {"XXA"}),
    ],
)
def test_the_header_says_which_list_a_number_is_from(
    reader: Callable[[str], CellReader], key: str, under_key: set[str], under_citizenship: set[str]
) -> None:
    assert slugs(reader("citizenship_key").read(key), "country") == under_key
    assert slugs(reader("citizenship").read(key), "country") == under_citizenship


def test_a_number_that_only_iso_knows_is_read_under_citizenship_only(reader: Callable[[str], CellReader]) -> None:
    assert slugs(reader("citizenship").read("616"), "country") == {"POL"}
    reading = reader("citizenship_key").read("616")
    assert reading.state is State.UNREADABLE
    assert reading.problem is not None
    assert reading.problem.message == "unknown-key"


@pytest.mark.parametrize("cell", ["0", "8", "40", "0152", "15 2", "1.52", "٤٢٣", "４２３", "-152"])
def test_other_numbers_are_no_key(reader: Callable[[str], CellReader], cell: str) -> None:
    assert reader("citizenship").read(cell).state is State.UNREADABLE


@pytest.mark.parametrize(
    ("cell", "countries"),
    [
        ("syrisch", {"SYR"}),
        ("SYRISCHE", {"SYR"}),
        ("Syrer", {"SYR"}),
        ("SY", {"SYR"}),
        ("sy", {"SYR"}),
        ("SYR", {"SYR"}),
        ("Türkei", {"TUR"}),
        ("Tuerkei", {"TUR"}),
        ("tu\u0308rkisch", {"TUR"}),
        ("Elfenbeinküste", {"CIV"}),
        ("Bosnien-Herzegowina", {"BIH"}),
        ("stateless", {"XXA"}),
        ("staatenlos", {"XXA"}),
        ("D", {"DEU"}),
        ("U.S.A.", {"USA"}),
        ("Kongo, Demokratische Republik", {"COD"}),
        ("Kongo", {"COD", "COG"}),
        ("Aruba", {"ABW", "NLD"}),
        ("533", {"ABW", "NLD"}),
        ("SJM", {"SJM", "NOR"}),
        ("YUG", {"BIH", "HRV", "MKD", "MNE", "SRB", "SVN", "XKX"}),
        ("syrisch; deutsch", {"DEU SYR"}),
        ("deutsch;syrisch;", {"DEU SYR"}),
        ("syrisch; Syrien", {"SYR"}),
        ("DE/SY", {"DEU SYR"}),
        ("deutsch, syrisch", {"DEU SYR"}),
        ("Kongo; syrisch", {"COD SYR", "COG SYR"}),
        ("Kongo; COD", {"COD", "COD COG"}),
        ("syrisch; xyz", {"* SYR"}),
        ("syrisch; ungeklärt", {"* SYR"}),
        ("syrisch; -", {"* SYR"}),
        ("423; 000", {"AFG DEU"}),
    ],
)
def test_what_officers_write_is_read(read: Callable[[str], set[str]], cell: str, countries: set[str]) -> None:
    assert read(cell) == countries


def test_an_unreadable_part_is_a_problem_and_an_unsettled_one_is_not(reader: Callable[[str], CellReader]) -> None:
    garbled, unsettled = (reader("citizenship").read(f"syrisch; {part}") for part in ("s#risch", "ungeklärt"))
    assert garbled.state is unsettled.state is State.VAGUE
    assert garbled.problem is not None
    assert garbled.problem.message == "unknown-part"
    assert dict(garbled.problem.values) == {"value": "s#risch"}
    assert unsettled.problem is None


@pytest.mark.parametrize(
    "cell",
    ["xyz", "deutsch/xyz", "deutsch, xyz", "s. o.", "D-", "n.e.", "u.a.", "DE SY", "Deutschlan", ";", "x;y", "😀"],
)
def test_remarks_and_garble_are_no_country(reader: Callable[[str], CellReader], cell: str) -> None:
    reading = reader("citizenship").read(cell)
    assert reading.state is State.UNREADABLE
    assert reading.possible is ANYTHING


def test_na_is_a_country_where_a_remark_is_not(
    reader: Callable[[str], CellReader], read: Callable[[str], set[str]]
) -> None:
    assert read("NA") == {"NAM"}
    assert reader("citizenship").read("n. a.").state is State.BLANK


@pytest.mark.parametrize("cell", ["EU", "EU-Bürger", "eu bürger", "Unionsbürgerin"])
def test_an_eu_citizen_may_be_of_each_state_that_is_in_the_eu_today(read: Callable[[str], set[str]], cell: str) -> None:
    countries = read(cell)
    assert len(countries) == 26
    assert {"HRV", "POL"} <= countries
    assert not {"DEU", "GBR", "NOR", "CHE"} & countries


def test_a_third_country_national_is_none_of_the_others(read: Callable[[str], set[str]]) -> None:
    countries = read("Drittstaatsangehöriger")
    assert {"SYR", "GBR", "XXA"} <= countries
    assert not {"DEU", "POL", "NOR", "LIE", "CHE"} & countries


def test_many_vague_parts_do_not_multiply_without_end(reader: Callable[[str], CellReader]) -> None:
    reading = reader("citizenship").read("Drittstaat; EU; Drittstaat; Kongo; syrisch")
    assert isinstance(reading.possible, Options)
    assert len(reading.possible.values) <= 512
    assert all("* " in str(value) for value in reading.possible.values)
    assert reader("citizenship").read("DE;" * 13).state is State.UNREADABLE


@given(st.permutations(["syrisch", "DE", "Kongo"]))
def test_the_order_of_several_citizenships_does_not_matter(
    reader: Callable[[str], CellReader], parts: list[str]
) -> None:
    read = reader("citizenship").read
    assert read(";".join(parts)) == read("syrisch; DE; Kongo")


@pytest.mark.parametrize(
    ("country", "day", "group"),
    [
        ("GBR", date(2020, 12, 31), "eu"),
        ("GBR", date(2021, 1, 1), "third-country"),
        ("HRV", date(2013, 6, 30), "third-country"),
        ("HRV", date(2013, 7, 1), "eu"),
        ("DEU", date(1990, 1, 1), "german"),
        ("CHE", date(2024, 1, 1), "swiss"),
        ("NOR", date(2024, 1, 1), "eea"),
        ("XXA", date(2024, 1, 1), "third-country"),
        ("XKX", date(2024, 1, 1), "third-country"),
    ],
)
def test_the_group_of_a_country_is_that_of_the_day(rulebook: Rulebook, country: str, day: date, group: str) -> None:
    groups = [
        membership.group
        for membership in rulebook.countries[f"{ID}country/{country}"].memberships
        if (membership.since or date.min) <= day <= (membership.until or date.max)
    ]
    assert groups == [f"{ID}country-group/{group}"]


def test_every_country_has_one_group_today_and_no_two_at_once(rulebook: Rulebook) -> None:
    for country in rulebook.countries.values():
        periods = sorted((m.since or date.min, m.until or date.max, m.group) for m in country.memberships)
        assert periods[-1][1] == date.max, country.iri
        assert all(earlier[1] < later[0] for earlier, later in pairwise(periods)), country.iri
        assert {group.rpartition("/")[2] for *_, group in periods} <= GROUPS
