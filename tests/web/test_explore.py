"""/explore shows what the graph says connects things: as JSON, and as the same in a list, bounded."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import html5lib
import jsonschema
import pytest
from pyoxigraph import NamedNode
from regelgraph.linked.connected import LONGEST_WAY, Lines, way
from regelgraph.linked.connected.overview import MOST as MOST_AT_START
from regelgraph.linked.connected.overview import overview
from regelgraph.linked.connected.shown import MOST
from regelgraph.web.explore.state import MOST_NODES
from regelgraph.web.service import Options

from tests.web.conftest import Client, assert_problem

ID = "https://w3id.org/regelgraph/id/"
DEF = "https://w3id.org/regelgraph/def/"
STRANGER = Path(__file__).parents[1] / "stranger"
ROUND = ID + "round/win-win-2"
LARGE = ID + "legal-group/section5-permit"
HUBS = (ROUND, LARGE, ID + "programme/win-win", ID + "territory/05", ID + "country-group/eu", ID + "criterion/age")
SMALL = ID + "fund/amif"
HOSTILE = ("<script>alert(1)</script>", "\"'><img src=x>", "\x00", "{{ 7*7 }}", "%00", "\u202e", "a" * 200, "\ud83d")


def asked(**given: Any) -> str:
    return "/explore?" + urlencode(given, doseq=True, errors="replace")


def graph(ask: Client, **given: Any) -> dict[str, Any]:
    answer = ask.get(asked(**given), "application/json")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


class Listed(HTMLParser):
    """Things and lines as the page lists them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.things: dict[str, str] = {}
        self.lines: set[tuple[str, str, str]] = set()
        self.inward: set[tuple[str, str, str]] = set()
        self._thing, self._line, self._is_inward = "", "", False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "data-thing" in given:
            self._thing = given["data-thing"]
            self.things[self._thing] = given["data-label"]
        elif "data-line" in given:
            self._line, self._is_inward = given["data-line"], "data-inward" in given
        elif "data-to" in given:
            to = given["data-to"]
            if self._is_inward:
                self.inward.add((to, self._line, self._thing))
            else:
                self.lines.add((self._thing, self._line, to))


def test_the_start_shows_what_the_data_name_for_it_and_all_is_connected(ask: Client) -> None:
    found = graph(ask)
    lines = ask.handler.loaded.knowledge.once(Lines)
    counted: dict[str, int] = {}
    for node in found["nodes"]:
        counted[node["kind"]] = counted.get(node["kind"], 0) + 1
    assert 20 < len(found["nodes"]) <= MOST_AT_START
    assert all(count <= lines.at_start[kind] for kind, count in counted.items())
    assert {"Programme", "FundingRound", "Criterion", "LegalGroup", "Norm", "Actor"} <= {
        kind.rpartition("/")[2] for kind in counted
    }
    ends = {end for edge in found["edges"] for end in (edge["source"], edge["target"])}
    assert ends == {node["id"] for node in found["nodes"]}
    assert found == graph(ask)


def test_the_lines_of_a_thing_are_statements_of_the_graph(ask: Client) -> None:
    store = ask.handler.loaded.knowledge.store
    whole = graph(ask, node=ID + "title/aufenthg-25-2", limit=100)
    assert len(whole["edges"]) > 10
    for edge in whole["edges"]:
        source, prop, target = (NamedNode(edge[name]) for name in ("source", "property", "target"))
        assert next(store.quads_for_pattern(source, prop, target), None) is not None, edge


def test_no_line_is_left_out_of_a_small_neighbourhood(ask: Client) -> None:
    fund = ID + "fund/amif"
    found = graph(ask, node=fund, limit=100)
    rows = ask.handler.loaded.knowledge.store.quads_for_pattern(None, NamedNode(DEF + "ofFund"), NamedNode(fund))
    programmes = {quad.subject.value for quad in rows}  # type: ignore[union-attr]
    assert programmes
    assert programmes == {each["source"] for each in found["edges"] if each["property"] == DEF + "ofFund"}


def test_lists_blank_nodes_and_memberships_become_one_named_line(ask: Client) -> None:
    of_round = graph(ask, node=ROUND, limit=100)
    criteria = {e["target"] for e in of_round["edges"] if (e["source"], e["property"]) == (ROUND, DEF + "criteria")}
    assert ID + "criterion/residence-status" in criteria
    assert len(criteria) == 11
    country = graph(ask, node=ID + "country/FRA")
    groups = {(e["property"], e["target"]) for e in country["edges"] if e["source"] == ID + "country/FRA"}
    assert (DEF + "groupMembership", ID + "country-group/eu") in groups
    assert not any("membership/" in node["id"] for node in country["nodes"])
    criterion = graph(ask, node=ID + "criterion/residence-status", limit=100)
    restricted = {e["target"] for e in criterion["edges"] if e["property"] == DEF + "constraint"}
    assert ID + "legal-group/duldung" in restricted


def test_nothing_about_types_or_sources_is_drawn(ask: Client) -> None:
    drawn = {edge["property"] for node in HUBS for edge in graph(ask, node=node, limit=100)["edges"]}
    assert drawn
    assert not any(prop.rpartition("/")[2].rpartition("#")[2] in ("type", "confidence", "license") for prop in drawn)
    assert not any(ID + "confidence" in node["id"] for node in graph(ask, node=ROUND, limit=100)["nodes"])


@pytest.mark.parametrize("iri", HUBS)
def test_the_list_says_what_the_drawing_says_in_both_directions(ask: Client, iri: str) -> None:
    document = graph(ask, node=iri)
    for lang in ("de", "en"):
        listed = Listed(ask.get(asked(node=iri, lang=lang), "text/html").text)
        assert listed.things == {node["id"]: node["label"][lang] for node in document["nodes"]}
        assert listed.lines == {(e["source"], e["property"], e["target"]) for e in document["edges"]}
        assert listed.inward == listed.lines


def test_a_thing_with_hundreds_of_neighbours_is_read_in_parts_that_make_the_whole(ask: Client) -> None:
    first = graph(ask, node=LARGE, limit=10)
    assert first["truncated"]
    assert len(first["nodes"]) == 11
    found: list[str] = []
    address: str | None = asked(node=LARGE, limit=10)
    while address:
        part = ask.get(address, "application/json").json()
        found += [node["id"] for node in part["nodes"] if node["id"] != LARGE]
        address = part["next"]
    assert len(found) == len(set(found)) == first["total"] == first["nodes"][0]["degree"]


def test_one_relation_is_read_in_parts_and_the_page_says_of_how_many(ask: Client) -> None:
    by = "^" + DEF + "legalGroup"
    part = graph(ask, node=LARGE, by=by, offset=24)
    assert part["total"] > 48
    assert {e["property"] for e in part["edges"] if LARGE in (e["source"], e["target"])} == {DEF + "legalGroup"}
    page = ask.get(asked(node=LARGE, by=by, offset=24), "text/html").text
    assert f"24 von {part['total']}" in page
    assert 'rel="prev"' in page
    assert 'rel="next"' in page


def test_only_chosen_kinds_are_shown_and_the_counts_of_all_stay(ask: Client) -> None:
    kind = DEF + "Norm"
    found = graph(ask, node=ROUND, kind=kind, limit=100)
    assert {node["kind"] for node in found["nodes"] if node["id"] != ROUND} <= {kind}
    page = ask.get(asked(node=ID + "criterion/age", kind=kind), "text/html").text
    boxes = re.findall(r'name="kind" value="([^"]+)"( checked)?>', page)
    assert [box for box, checked in boxes if checked] == [kind]
    assert len(boxes) > 3


def test_all_kinds_are_ticked_and_without_one_of_them_just_that_is_not_shown(ask: Client) -> None:
    page = ask.get("/explore", "text/html").text
    boxes = re.findall(r'name="kind" value="([^"]+)"( checked)?>', page)
    offered = re.findall(r'name="offered" value="([^"]+)"', page)
    kinds = [box for box, _ in boxes]
    assert all(checked for _, checked in boxes)
    assert offered == kinds
    before = graph(ask)["nodes"]
    for address in ({"kind": kinds[1:], "offered": kinds}, {"without": kinds[0]}):
        after = graph(ask, **address)["nodes"]
        assert [each for each in before if each["kind"] != kinds[0]] == after
        page = ask.get(asked(**address), "text/html").text
        boxes = re.findall(r'name="kind" value="([^"]+)"( checked)?>', page)
        assert boxes == [(kinds[0], ""), *((kind, " checked") for kind in kinds[1:])]
        assert urlencode({"without": kinds[0]}) + "&amp;lang=en" in page
    assert len(graph(ask, offered=kinds, kind=kinds, node=LARGE)["nodes"]) == len(graph(ask, node=LARGE)["nodes"])


def test_what_is_hidden_is_not_shown_and_everything_is_bounded(ask: Client) -> None:
    hidden = ID + "criterion/age"
    assert hidden in {node["id"] for node in graph(ask, node=ROUND, limit=100)["nodes"]}
    assert hidden not in {node["id"] for node in graph(ask, node=ROUND, hide=hidden, limit=100)["nodes"]}
    many = ask.handler.loaded.knowledge.once(Lines).things(DEF + "LegalGroup")[:MOST_NODES]
    most = graph(ask, node=many, start="yes", limit=100)
    assert len(most["nodes"]) == MOST
    assert most["truncated"]


def test_a_way_leads_along_lines_and_is_as_short_as_can_be(ask: Client) -> None:
    lines = ask.handler.loaded.knowledge.once(Lines)
    start, end = ID + "country/AFG", ID + "programme/win-win"
    found = graph(ask, end=[start, end])
    assert (found["path"][0], found["path"][-1]) == (start, end)
    for one, other in pairwise(found["path"]):
        assert any({edge["source"], edge["target"]} == {one, other} for edge in found["edges"])
    reached, edge = {start}, {start}
    for _ in range(len(found["path"]) - 2):
        edge = {each for at in edge for _, _, each in lines.of(at)} - reached
        reached |= edge
    assert end not in reached
    assert len(found["path"]) - 1 <= LONGEST_WAY
    assert way(lines, start, start) == []
    assert graph(ask, end=[ID + "table/any", start])["path"] is None
    page = ask.get(asked(end=[start, end], lang="en"), "text/html").text
    assert f"A shortest path, steps: {len(found['path']) - 1}" in page


def test_the_page_finds_things_without_a_script(ask: Client) -> None:
    page = ask.get(asked(find="§ 25 Abs. 2", lang="de"), "text/html").text
    hits = re.findall(
        r'<a data-go="open" href="([^"]+)">', page.partition('id="explore-hits"')[2].partition("</form>")[0]
    )
    first = ask.get(html.unescape(hits[0]), "application/json").json()
    assert ID + "title/aufenthg-25-2" in {node["id"] for node in first["nodes"] if node["expanded"]}
    assert len(first["nodes"]) > 30


@pytest.mark.parametrize("lang", ["de", "en"])
def test_pages_are_sound_say_what_the_drawing_needs_and_keep_what_is_shown_in_the_other_language(
    ask: Client, lang: str
) -> None:
    for address in (asked(lang=lang), asked(node=[ROUND, LARGE], start="yes", lang=lang), asked(find="a", lang=lang)):
        answer = ask.get(address, "text/html")
        assert answer.status_code == 200
        assert answer.headers["content-language"] == lang
        assert answer.headers["cache-control"].startswith("public")
        html5lib.HTMLParser(strict=True).parse(answer.text)
        ids = re.findall(r'\sid="([^"]+)"', answer.text)
        assert len(ids) == len(set(ids))
        assert ' style="' not in answer.text
        assert 'id="explore-needs"' in answer.text
        assert " <li" not in answer.text
    page = ask.get(asked(node=ROUND, kind=DEF + "Norm"), "text/html").text
    kept = urlencode({"node": ROUND, "kind": DEF + "Norm"}).replace("&", "&amp;")
    assert f'href="/explore?{kept}&amp;lang=en"' in page


@pytest.mark.parametrize("text", HOSTILE)
def test_nobody_s_text_breaks_the_page(ask: Client, text: str) -> None:
    for given in ({"find": text}, {"kind": text}, {"hide": text}, {"by": text}):
        answer = ask.get(asked(node=SMALL, **given), "text/html")
        assert answer.status_code == 200
        html5lib.HTMLParser(strict=True).parse(answer.text)
        assert "<script>" not in answer.text
        assert "<img" not in answer.text
    assert ask.get(asked(node=text), "text/html").status_code == 404


def test_wrong_parameters_are_named_and_unknown_things_are_not_found(ask: Client) -> None:
    assert_problem(ask.get(asked(node=ID + "programme/no-such")), 404, "not-found")
    assert_problem(ask.get(asked(end=ID + "programme/no-such")), 404, "not-found")
    for name, value in (("limit", 0), ("limit", 101), ("offset", -1), ("start", "no"), ("lang", "fr"), ("x", "1")):
        assert_problem(ask.get(asked(**{name: value})), 400, "parameter", f"'{name}'")
    assert_problem(ask.get(asked(node=[f"{ID}x/{n}" for n in range(MOST_NODES + 1)])), 400, "parameter", "'node'")
    assert_problem(ask.get(asked(find="a" * 201)), 400, "parameter", "'find'")
    assert_problem(ask.get("/explore", "text/csv"), 406, "not-acceptable")
    assert_problem(ask("POST", "/explore"), 405, "method-not-allowed")


def test_json_is_as_described(ask: Client) -> None:
    document = ask.get("/openapi.json").json()
    content = document["paths"]["/explore"]["get"]["responses"]["200"]["content"]
    check = jsonschema.Draft202012Validator(
        {**content["application/json"]["schema"], "components": document["components"]}
    )
    for given in ({}, {"node": ROUND}, {"node": ID + "table/any"}, {"end": [ROUND, LARGE]}):
        check.validate(graph(ask, **given))


def test_a_stranger_s_knowledge_is_drawn_too() -> None:
    ask = Client(Options(extra=(STRANGER / "family-benefit.ttl",)))
    mine = "https://example.org/family/"
    found = graph(ask, node=mine + "round-2026")
    targets = {(e["property"], e["target"]) for e in found["edges"] if e["source"] == mine + "round-2026"}
    assert (DEF + "ofProgramme", mine + "programme") in targets
    assert (DEF + "criteria", mine + "income-criterion") in targets
    page = ask.get(asked(node=mine + "round-2026", lang="en"), "text/html").text
    assert "family benefit 2026" in page
    assert Listed(page).things.keys() == {node["id"] for node in found["nodes"]}


def test_the_first_drawing_is_the_same_in_every_process(ask: Client, ask_bare: Client) -> None:
    assert overview(Lines(ask_bare.handler.loaded.knowledge)) == overview(ask_bare.handler.loaded.knowledge.once(Lines))
