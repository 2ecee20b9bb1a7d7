"""Everything answers under its own name, in every form, and all answers together are the knowledge."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import unquote

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse
from regelgraph.linked.names import NAMESPACE, is_ours
from regelgraph.web.service import Options

from tests.web.conftest import Client, assert_problem

FORMS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}
AGE = "/id/criterion/age"


ODD = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rg: <https://w3id.org/regelgraph/def/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

<https://w3id.org/regelgraph/id/shape/ring> a sh:NodeShape ;
    sh:targetClass rg:Criterion ;
    sh:property [ sh:path _:ring ; sh:minCount 1 ] .
_:ring sh:inversePath _:ring .
rg:elsewhere owl:deprecated true ; dct:isReplacedBy <https://example.org/terms/new> .
"""


def names(ask: Client) -> list[str]:
    """All IRIs of ours that stand anywhere in the knowledge."""
    terms = {term for quad in ask.handler.loaded.knowledge.store for term in quad}
    return sorted(term.value for term in terms if isinstance(term, NamedNode) and is_ours(term.value))


def statements(triples: Iterable[Triple]) -> set[tuple[str, str, str]]:
    """Triples with a named subject; a blank node stands as a digest of all that is said of it."""
    said: defaultdict[object, list[Triple]] = defaultdict(list)
    for triple in triples:
        said[triple.subject].append(triple)

    def digest(term: object) -> str:
        if not isinstance(term, BlankNode):
            return str(term)
        inside = sorted({f"{triple.predicate} {digest(triple.object)}" for triple in said[term]})
        return sha256("\n".join(inside).encode()).hexdigest()

    return {
        (str(triple.subject), str(triple.predicate), digest(triple.object))
        for subject, found in said.items()
        if not isinstance(subject, BlankNode)
        for triple in found
    }


def test_all_descriptions_together_are_the_knowledge_and_none_says_more(ask: Client) -> None:
    knowledge = statements(quad.triple for quad in ask.handler.loaded.knowledge.store)
    everything: set[tuple[str, str, str]] = set()
    by_their_names: set[tuple[str, str, str]] = set()
    retired = []
    for iri in names(ask):
        answer = ask.get(iri.removeprefix(NAMESPACE) + ".nt")
        if answer.status_code == 410:
            retired.append(iri)
            continue
        assert answer.status_code == 200, iri
        found = {quad.triple for quad in parse(answer.content, format=RdfFormat.N_TRIPLES)}
        assert any(getattr(triple.subject, "value", "") == iri for triple in found), f"{iri} says nothing of itself"
        described = statements(found)
        assert described <= knowledge, iri
        everything |= described
        by_their_names |= {each for each in described if "/graph/" not in iri or each[0] == f"<{iri}>"}
    assert len(retired) == 3
    assert everything == knowledge
    ours = {each for each in knowledge if is_ours(each[0][1:]) and each[0][1:-1] not in retired}
    assert ours <= by_their_names


@pytest.mark.parametrize("suffix", FORMS)
def test_a_form_is_chosen_by_suffix_or_by_accept_and_says_the_same(ask: Client, suffix: str) -> None:
    type_, format_ = FORMS[suffix]
    by_suffix, by_accept = ask.get(f"{AGE}.{suffix}", "image/png"), ask.get(AGE, type_)
    assert by_suffix.content == by_accept.content
    assert by_accept.headers["content-type"].partition(";")[0] == type_
    assert by_accept.headers["vary"] == "Accept"
    assert by_accept.headers["content-location"] == f"http://service{AGE}.{suffix}"
    assert by_accept.headers["cache-control"].startswith("public")
    found = statements(quad.triple for quad in parse(by_accept.content, format=format_))
    plain = statements(quad.triple for quad in parse(ask.get(f"{AGE}.nt").content, format=RdfFormat.N_TRIPLES))
    assert found == plain


def test_links_lead_to_every_other_form(ask: Client) -> None:
    links = ask.get(AGE, "text/turtle").headers["link"]
    assert f'<{NAMESPACE}{AGE}>; rel="describes"' in links
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
    for suffix in ("html", "jsonld", "nt", "rdf"):
        assert f"<http://service{AGE}.{suffix}>" in links
        assert ask.get(f"{AGE}.{suffix}").status_code == 200


def test_a_description_names_what_points_to_the_thing_and_what_all_of_it_is_called(ask: Client) -> None:
    text = ask.get(f"{AGE}.nt").text
    round_ = f"<{NAMESPACE}/id/round/win-win-2>"
    assert f"{round_} <{NAMESPACE}/def/criteria> _:" in text
    assert f'{round_} <http://www.w3.org/2004/02/skos/core#prefLabel> "Win-Win, round 2"@en' in text


def test_the_ontology_answers_with_all_its_definitions(ask: Client) -> None:
    for address in ("/def/", "/def", "/def.ttl"):
        text = ask.get(address, "text/turtle").text
        assert "rg:Criterion" in text
        assert "rg:hasClause" in text


def test_a_version_of_the_ontology_is_no_suffix_and_the_loaded_one_is_the_ontology(ask: Client) -> None:
    answer = ask.get("/def/0.2.0", "text/turtle")
    assert answer.content == ask.get("/def/0.2.0.ttl").content
    assert "rg:Criterion" in answer.text
    assert "rg:Criterion" not in ask.get("/def/0.1.0.ttl").text


def test_what_is_unknown_is_404_in_every_form(ask: Client) -> None:
    for address in ("/id/criterion/agee", "/id/criterion/age.pdf", "/id/none/", "/def/none.ttl", "/id/a b", "/graph/x"):
        assert_problem(ask.get(address), 404, "not-found")


def test_an_accept_that_takes_nothing_is_told_what_there_is(ask: Client) -> None:
    told = assert_problem(ask.get(AGE, "image/png"), 406, "not-acceptable", "text/turtle", "application/ld+json")
    assert "application/xml" not in told["detail"]


@pytest.mark.parametrize("profile", ["#compacted", "#expanded #flattened", "none"])
def test_a_profile_of_json_ld_is_a_wish(ask: Client, profile: str) -> None:
    answer = ask.get(AGE, f'application/ld+json;profile="http://www.w3.org/ns/json-ld{profile}"')
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/ld+json"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A service that also knows what hardly anybody would write: a text which RDF/XML cannot say, a path in a ring."""
    file = tmp_path_factory.mktemp("odd") / "Förderung 2026 (neu).ttl"
    file.write_text(f'<{NAMESPACE}/id/own/odd> <{NAMESPACE}/def/alias> "\\u0001" .' + ODD)
    return Client(Options((file,)))


@pytest.mark.parametrize("path", ["/def/", "/def/Criterion", "/id/shape/ring"])
def test_no_statement_of_others_takes_a_page_down(odd: Client, path: str) -> None:
    assert odd.get(path, "text/html").status_code == 200


def test_a_successor_elsewhere_is_named_as_it_is(odd: Client) -> None:
    answer = odd.get("/def/elsewhere")
    assert answer.status_code == 410
    assert answer.headers["link"] == '<https://example.org/terms/new>; rel="successor-version"'


def test_a_graph_is_found_by_the_name_that_its_file_gave_it(odd: Client) -> None:
    (link,) = re.findall(r'href="(/graph/user/[^"]*)"', odd.get("/graph/", "text/html").text)
    for path in (link, unquote(link), f"{link}.nt"):
        answer = odd.get(path, "application/n-triples")
        assert f"<{NAMESPACE}/id/own/odd>" in answer.text
        assert answer.headers["content-location"] == f"http://service{link}.nt"


def test_a_form_that_cannot_say_it_gives_way_to_the_next_that_is_accepted(odd: Client) -> None:
    assert odd.get("/id/own/odd.rdf").status_code == 406
    for accept, type_ in (
        ("application/rdf+xml, text/turtle;q=0.9", "text/turtle"),
        ("application/rdf+xml, */*;q=0.1", "text/html"),
        ("application/rdf+xml, text/html;q=0.2, text/plain;q=0.1", "text/html"),
    ):
        answer = odd.get("/id/own/odd", accept)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, type_)
    assert_problem(odd.get("/id/own/odd", "application/rdf+xml"), 406, "not-acceptable", "XML 1.0")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_page_says_where_it_is_in_its_language(ask: Client, lang: str) -> None:
    answer = ask("GET", AGE, headers={"Accept": "text/html", "Accept-Language": lang})
    assert answer.headers["content-location"] == f"http://service{AGE}.html?lang={lang}"
    there = ask.get(f"{AGE}.html?lang={lang}")
    assert there.headers["content-language"] == lang


def test_a_retired_term_is_gone_and_names_its_successor(ask: Client) -> None:
    for address, accept in (("/def/hasClause", "text/turtle"), ("/def/hasClause.ttl", None), ("/def/hasClause", None)):
        answer = ask.get(address, accept)
        told = assert_problem(answer, 410, "retired")
        assert told["successor"] == f"{NAMESPACE}/def/ofSource"
        assert told["retired_in"] == "0.2.0"
        assert answer.headers["link"] == '<http://service/def/ofSource>; rel="successor-version"'
    page = ask.get("/def/hasClause", "text/html")
    assert page.status_code == 410
    assert 'href="/def/ofSource"' in page.text


def test_a_page_is_in_the_language_of_the_reader(ask: Client) -> None:
    german = ask("GET", AGE, headers={"Accept": "text/html", "Accept-Language": "de"})
    english = ask.get(f"{AGE}.html?lang=en")
    assert german.headers["content-language"] == "de"
    assert '<html lang="de">' in german.text
    assert "<h1>Alter</h1>" in german.text
    assert "<h1>age</h1>" in english.text
    assert english.headers["vary"] == "Accept, Accept-Language"


def test_only_reading_is_possible(ask: Client) -> None:
    answer = ask("DELETE", AGE)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/id", "/graph", "/csv", "/id/criterion"])
def test_a_list_without_its_last_slash_leads_to_it(ask: Client, path: str) -> None:
    answer = ask.get(path + "?lang=en")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"http://service{path}/?lang=en"
    assert ask.get(path + "/?lang=en", "text/html").status_code == 200
