"""/versions says what changed from version to version, as the page of changes does, and which version answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from tests.web.conftest import Client, assert_problem

CHANGES = Path(__file__).parents[2] / "CHANGELOG.md"
RG = "https://w3id.org/regelgraph/def/"
ID = "https://w3id.org/regelgraph/id/"
FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def told(ask: Client) -> dict[str, Any]:
    answer = ask.get("/versions", "application/json")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_versions_are_those_of_the_page_of_changes_the_newest_first(ask: Client) -> None:
    page = CHANGES.read_text(encoding="utf-8")
    found = told(ask)["versions"]
    assert [each["version"] for each in found] == re.findall(r"^## (\S+)", page, re.MULTILINE)
    for version, section in zip(found, re.split(r"^## ", page, flags=re.MULTILINE)[1:], strict=True):
        parts = re.split(r"^### (\w+)\n", section, flags=re.MULTILINE)[1:]
        written = dict(zip(parts[::2], parts[1::2], strict=True))
        said = {
            head.lower(): [" ".join(entry.split()) for entry in re.split(r"^- ", text, flags=re.MULTILINE)[1:]]
            for head, text in written.items()
        }
        for kind, entries in said.items():
            assert [each["text"]["en"] for each in version["changes"] if each["kind"] == kind] == entries
        assert {each["kind"] for each in version["changes"]} == set(said)


def test_changes_of_meaning_come_first_and_are_told_apart(ask: Client) -> None:
    for version in told(ask)["versions"]:
        decides = [each["changes_meaning"] for each in version["changes"]]
        assert decides == sorted(decides, reverse=True)
        for each in version["changes"]:
            assert each["kind"] in {"meaning", "added", "retired", "corrected", "form"}
            assert each["changes_meaning"] or each["kind"] != "meaning"
            assert not each["changes_meaning"] or each["kind"] in {"meaning", "corrected"}
            assert sorted(each["text"]) == ["de", "en"]


def test_the_fingerprint_stands_with_the_version_that_answers_and_with_no_other(ask: Client) -> None:
    document, known = told(ask), ask.handler.loaded.knowledge
    assert document["knowledge"] == {"version": known.version, "fingerprint": known.fingerprint}
    assert {each["version"]: each["fingerprint"] for each in document["versions"]} == {
        each["version"]: known.fingerprint if each["version"] == known.version else None
        for each in document["versions"]
    }


def test_a_retired_term_stands_with_its_successor_and_the_reason_in_the_version_that_retired_it(ask: Client) -> None:
    gone = {each["iri"]: (version["version"], each) for version in told(ask)["versions"] for each in version["retired"]}
    flagged = ask.handler.loaded.knowledge.store.quads_for_pattern(
        None, NamedNode("http://www.w3.org/2002/07/owl#deprecated"), None
    )
    assert set(gone) == {getattr(quad.subject, "value", "") for quad in flagged}
    version, term = gone[RG + "hasNorm"]
    assert (version, term["successor"]) == ("0.2.0", RG + "ofAct")
    refused = ask.get("/def/hasNorm", "application/json").json()
    assert (refused["retired_in"], refused["successor"], refused["why"]) == (
        version,
        term["successor"],
        term["why"]["en"],
    )


def test_versions_and_the_things_concerned_have_an_answer(ask: Client) -> None:
    versions = told(ask)["versions"]
    urls = {each["url"] for version in versions for change in version["changes"] for each in change["concerns"]}
    urls |= {version["url"] for version in versions}
    urls |= {version["version_iri"].replace("https://w3id.org/regelgraph", "") for version in versions}
    assert len(urls) > 15
    for url in urls:
        assert ask.get(url, "text/turtle").status_code == 200


@pytest.mark.parametrize("type_", FORMATS)
def test_as_triples_it_says_what_the_knowledge_says(ask: Client, type_: str) -> None:
    answer = ask.get("/versions", type_)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, type_)
    store = ask.handler.loaded.knowledge.store
    found = {quad.triple for quad in parse(answer.content, format=FORMATS[type_])}
    changes = {quad.triple for quad in store.quads_for_pattern(None, NamedNode(RG + "inVersion"), None)}
    kinds = {quad.triple for quad in store.quads_for_pattern(None, NamedNode(RG + "changeKind"), None)}
    gone = {quad.triple for quad in store.quads_for_pattern(NamedNode(RG + "hasNorm"), None, None)}
    assert changes | kinds | gone <= found
    assert all(
        next(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None), None) for triple in found
    )


def test_the_page_says_it_in_both_languages_and_links_what_it_names(ask: Client) -> None:
    for lang, words in (("de", "ändert Ergebnisse"), ("en", "changes verdicts")):
        answer = ask.get(f"/versions?lang={lang}", "text/html")
        assert answer.status_code == 200
        page = answer.text
        assert words in page
        assert ask.handler.loaded.knowledge.fingerprint in page
        for link in ("/id/version/0.2.0", "/def/0.2.0", "/id/criterion/residence-status", "/def/ofAct", "/def/hasNorm"):
            assert f'href="{link}?lang={lang}"' in page
        texts = [
            quad.object.value
            for quad in ask.handler.loaded.knowledge.store.quads_for_pattern(
                NamedNode(ID + "change/0.1.0-02"), None, None
            )
            if isinstance(quad.object, Literal) and quad.object.language == lang
        ]
        assert texts
        assert "<code>regelgraph mcp</code>" in page
        assert all(text in page.replace("&#39;", "'") for text in texts)


@pytest.mark.parametrize(
    "url", ["/", "/docs", "/questions", "/versions", "/id/", "/def/", "/def/hasNorm", "/search?q=x"]
)
def test_every_page_names_the_knowledge_it_was_made_from(ask: Client, url: str) -> None:
    known = ask.handler.loaded.knowledge
    answer = ask.get(url, "text/html")
    foot = answer.text.partition("<footer")[2]
    assert f"{known.version} {known.fingerprint[:8]}</a></p>" in foot
    assert answer.headers["knowledge-version"] == known.version
    assert answer.headers["knowledge-fingerprint"] == known.fingerprint


def test_answers_are_as_described_and_every_one_is_described_with_its_knowledge(ask: Client) -> None:
    document = ask.get("/openapi.json").json()
    described = document["paths"]["/versions"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**described, "components": document["components"]}).validate(told(ask))
    for methods in document["paths"].values():
        for operation in methods.values():
            for response in operation["responses"].values():
                found = document["components"]["responses"]["Problem"] if "$ref" in response else response
                assert {"Knowledge-Version", "Knowledge-Fingerprint"} <= set(found["headers"])


def test_what_is_not_offered_is_refused(ask: Client) -> None:
    assert_problem(ask.get("/versions", "image/png"), 406, "not-acceptable")
    assert_problem(ask("POST", "/versions"), 405, "method-not-allowed")
