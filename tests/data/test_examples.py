"""The invented world: nothing in it can be taken for real, and its networks lack what they are meant to lack."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from regelgraph.judge import Judge
from regelgraph.knowledge import load
from regelgraph.values import Span

from tests.data.conftest import Data
from tests.territory.test_territory import KIND, found, readings

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "examples"
PAGE = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
REAL_STATES = {f"{number:02}" for number in range(1, 17)}
DAY = date(2026, 11, 1)
KINDS = {"municipality", "employment-administration", "civil-society", "company"}
# By hand, from the memberships: (network, day, kinds of partners that it lacks).
LACKING = [
    ("fabelau", "2024-01-01", set()),
    ("fabelau", "2027-12-31", set()),
    ("fabelau", "2028-01-01", KINDS),
    ("sagenburg", "2026-11-01", {"company"}),
    ("maerchenfeld", "2025-06-30", {"civil-society", "company"}),
    ("maerchenfeld", "2025-07-01", {"civil-society"}),
    ("maerchenfeld", "2026-11-01", {"civil-society"}),
    ("legendenau", "2026-11-01", set()),
    ("dichtingen", "2026-09-30", set()),
    ("dichtingen", "2026-10-01", {"company"}),
    ("versburg", "2026-12-31", {"company", "employment-administration"}),
    ("versburg", "2027-01-01", {"company"}),
]


@pytest.fixture(scope="module")
def examples() -> Data:
    """The files of data/examples alone."""
    store = Store()
    for path in sorted(FOLDER.glob("*.ttl")):
        store.load(path=path, format=RdfFormat.TURTLE)
    return Data(store)


@cache
def judge() -> Judge:
    return Judge(load(examples=True))


def table(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading of the page, without its head."""
    below = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in below.splitlines() if line.startswith("|")]
    return rows[2:]


def test_every_label_says_invented_in_both_languages(examples: Data) -> None:
    labels = examples.rows("SELECT ?thing ?label (LANG(?label) AS ?lang) { ?thing skos:prefLabel ?label }")
    word = {"de": "(erfunden)", "en": "(invented)"}
    assert [label for _, label, lang in labels if word[lang] not in label] == []
    assert [label for _, label, lang in labels if not re.search(rf"{re.escape(word[lang])}(;|$)", label)] == []


def test_everything_has_a_label_in_both_languages_and_lies_below_the_iri_of_examples(examples: Data) -> None:
    graphs = set(examples.column("SELECT ?graph { ?graph a <http://rdfs.org/ns/void#Dataset> }"))
    things = set(examples.column("SELECT DISTINCT ?thing { ?thing ?said ?value }")) - graphs
    labels = examples.rows("SELECT DISTINCT ?thing (LANG(?label) AS ?lang) { ?thing skos:prefLabel ?label }")
    assert {(thing, lang) for thing in things for lang in ("de", "en")} == set(labels)
    assert {thing for thing in things if not thing.startswith("example/")} == set()
    said = examples.rows("SELECT ?graph ?text { ?graph dct:description ?text }")
    assert len(said) == 2 * len(graphs) == 2 * len(list(FOLDER.glob("*.ttl")))
    assert [text for _, text in said if not text.startswith(("Erfunden: ", "Invented: "))] == []


def test_no_official_key_is_that_of_a_german_state(examples: Data) -> None:
    keys = examples.column("SELECT ?key { ?place rg:ags ?key }")
    assert len(keys) == len(set(keys)) > 20
    assert {key for key in keys if key[:2] in REAL_STATES or len(key) not in (2, 5, 8)} == set()


def test_every_place_lies_in_the_place_that_its_key_says(examples: Data) -> None:
    within = examples.rows("SELECT ?key ?around { ?place rg:ags ?key ; rg:withinTerritory/rg:ags ?around }")
    keys = examples.column("SELECT ?key { ?place rg:ags ?key }")
    assert within == sorted((key, key[:5] if len(key) == 8 else key[:2]) for key in keys if len(key) > 2)


def test_nothing_of_it_is_known_unless_asked_for() -> None:
    query = 'ASK { GRAPH ?graph { ?thing ?said ?value } FILTER (CONTAINS(STR(?thing), "/id/example/")) }'
    assert not bool(load().store.query(query))
    assert bool(load(examples=True).store.query(query))


@pytest.mark.parametrize(
    ("network", "day", "lacks"), LACKING, ids=lambda v: v if isinstance(v, str) else "-".join(sorted(v)) or "nothing"
)
def test_a_network_lacks_what_it_is_meant_to_lack(data: Data, network: str, day: str, lacks: set[str]) -> None:
    present = data.column(f"""SELECT DISTINCT ?kind {{
        ?membership rg:inNetwork <https://w3id.org/regelgraph/id/example/network-{network}> ;
            rg:member/rg:actorKind/skos:broader*/skos:notation ?kind ; rg:validFrom ?from .
        OPTIONAL {{ ?membership rg:validUntil ?until }}
        FILTER (STR(?from) <= "{day}" && COALESCE("{day}" <= STR(?until), true)) }}""")
    assert KINDS - set(present) == lacks


def test_one_solution_is_handed_on_from_place_to_place(examples: Data) -> None:
    chains = examples.rows("""SELECT ?solution ?a ?b ?c {
        ?one rg:ofSolution ?s ; rg:transferredFrom/rg:ags ?a ; rg:transferredTo ?middle .
        ?two rg:ofSolution ?s ; rg:transferredFrom ?middle ; rg:transferredTo/rg:ags ?c .
        ?middle rg:ags ?b . ?s skos:notation ?solution }""")
    assert chains == [("ex-lotsenkarte", "99010", "99013", "99014")]


@pytest.mark.parametrize("row", table("Who else runs projects there"), ids=lambda row: str(row[0]))
def test_the_page_says_what_round_3_finds_in_a_place(row: list[str]) -> None:
    status = row[2].split(";")[0].split(":")[0]
    finding = judge().finding(KIND, "territory_status", readings(row[0], Span(DAY, DAY)))
    assert (found(finding) or {"not known"}) == {status}


@pytest.mark.parametrize(
    ("heading", "query"),
    [
        ("Networks", "?thing a rg:Network ; skos:notation ?id"),
        ("Solutions", "?thing a rg:Solution ; skos:notation ?id"),
        ("Projects and activities", "?thing a rg:Project ; rg:ofNetwork ?network ; skos:notation ?id"),
    ],
)
def test_the_page_lists_all_of_a_kind(examples: Data, heading: str, query: str) -> None:
    assert sorted(row[0].strip("`") for row in table(heading)) == examples.column(f"SELECT ?id {{ {query} }}")


def test_every_day_and_key_of_the_page_stands_in_the_data(examples: Data) -> None:
    held = set(examples.column("SELECT DISTINCT ?value { ?thing ?said ?value FILTER (isLiteral(?value)) }"))
    told = set(re.findall(r"\b(?:\d{4}-\d\d-\d\d|99\d{3}(?:\d{3})?)\b", PAGE.partition("## Networks")[2]))
    # The day after the membership of a company has ended, and the one on which places are looked at.
    assert told - held == {"2026-10-01", DAY.isoformat()} - held
