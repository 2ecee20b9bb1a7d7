"""/about and /accessibility: what they say comes from the knowledge and the settings, and nothing is made up."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from regelgraph.settings.publisher import PublisherSettings
from regelgraph.site.files import PAGES, documents
from regelgraph.web import about
from regelgraph.web.about import packages
from regelgraph.web.pages import rendered
from regelgraph.web.place import Place
from regelgraph.web.service import Options

from tests.web.conftest import TODAY, Client, assert_problem
from tests.web.test_pages_of_things import Tags, assert_sound, page

OWN = """
@prefix own: <https://example.org/> .
@prefix rg: <https://w3id.org/regelgraph/def/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
own:text a rg:Source ; skos:notation "own" ; skos:prefLabel "Richtlinie <b>eigen</b>"@de, "guideline of one's own"@en ;
    skos:definition "Eine eigene Quelle."@de, "A source of one's own."@en ;
    rg:confidence <https://w3id.org/regelgraph/id/confidence/read> .
"""
OFFICE = PublisherSettings(
    "Amt <A>", "https://office.example/", "Frau B", "b@office.example", "https://office.example/c"
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A service whose operator is known, with a source of its own."""
    file: Path = tmp_path_factory.mktemp("own") / "own.ttl"
    file.write_text(OWN, encoding="utf-8")
    return Client(Options(extra=(file,), today=lambda: TODAY, publisher=OFFICE))


def words(text: str) -> str:
    """What a page says in its main part."""
    main = text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", "<" + main).split())


@pytest.mark.parametrize("lang", ["de", "en"])
def test_both_pages_are_sound_in_both_languages(ask: Client, office: Client, lang: str) -> None:
    for path in about.PATHS:
        for client in (ask, office):
            text = page(client, f"{path}?lang={lang}")
            assert f'<html lang="{lang}">' in text
            assert_sound(text)
        assert ask.get(path, "text/html").headers["cache-control"] == "public, max-age=300"
        assert_problem(ask.get(path, "text/turtle"), 406, "not-acceptable")


def test_how_sure_things_are_is_counted_in_the_graph(ask: Client) -> None:
    query = """
        PREFIX rg: <https://w3id.org/regelgraph/def/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?name (COUNT(DISTINCT ?thing) AS ?count) WHERE {
          ?level a rg:Confidence ; skos:prefLabel ?name FILTER (LANG(?name) = "de")
          OPTIONAL { ?thing rg:confidence ?level }
        } GROUP BY ?name"""
    counted = ask("POST", "/sparql", data={"query": query}, headers={"Accept": "text/csv"}).text.splitlines()[1:]
    assert len(counted) > 3
    table = page(ask, "/about").partition('<h2 id="levels">')[2].partition("</table>")[0]
    rows = re.findall(
        r"<th scope=\"row\"><a[^>]*>([^<]*)</a></th>.*?<td class=\"number\">([\d.]+)</td>", table, re.DOTALL
    )
    assert sorted(f"{name},{count.replace('.', '')}" for name, count in rows) == sorted(counted)
    assert any("." in count for _, count in rows)
    english = ask.get("/about?lang=en", "text/html").text
    assert re.findall(r'class="number">([\d,]+)<', english) == [count.replace(".", ",") for _, count in rows]


def test_every_source_and_open_question_is_there(ask: Client, office: Client) -> None:
    text = page(ask, "/about")
    assert text.count('href="/id/source/') == 3
    known = ask.handler.loaded.rulebook.readings
    assert f"{len(known)} Rechtsfragen sind offen" in text
    assert '<a href="/id/reading/">' in text
    own = page(office, "/about")
    assert "Richtlinie &lt;b&gt;eigen&lt;/b&gt;" in own
    assert "Eine eigene Quelle." in own


def test_the_page_says_which_knowledge_this_is_and_under_which_licence(ask: Client) -> None:
    knowledge = ask.handler.loaded.knowledge
    text = page(ask, "/about?lang=en")
    assert f"<code>{knowledge.fingerprint}</code>" in text
    assert f"state of the knowledge {knowledge.version}, SHA-256 {knowledge.fingerprint[:16]}" in text
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in text
    assert "It does not make it." in text


def test_who_runs_the_service_is_named_only_if_it_has_been_set(ask: Client, office: Client) -> None:
    for path in about.PATHS:
        unnamed, named = page(ask, path), page(office, path)
        assert "mailto:" not in unnamed
        assert "Betreiber" in words(unnamed)
        assert '<a href="mailto:b@office.example">' in named
        assert "Frau B" in named
    assert "Amt &lt;A&gt;" in page(office, "/about")
    assert "muss hier eine nennen" not in page(office, "/accessibility")


def test_packages_of_others_are_named_with_their_licences(
    ask: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(packages, "LIST", tmp_path / "packages.json")
    assert "nicht eingebaut" in words(page(ask, "/about"))
    told = [
        {"name": "zeta", "version": "1.0", "license": "MIT", "url": "https://zeta.example/"},
        {"name": "<alpha>", "version": "2.0", "license": "ISC", "url": "javascript:alert(1)"},
    ]
    packages.LIST.write_text(json.dumps(told), encoding="utf-8")
    text = page(ask, "/about")
    assert_sound(text)
    assert "&lt;alpha&gt; 2.0 ISC zeta 1.0 MIT" in words(text)
    assert '<a href="https://zeta.example/">zeta</a>' in text
    assert "javascript:" not in text


def test_on_a_page_that_a_form_was_sent_for_the_other_language_is_a_button_of_the_form(ask: Client) -> None:
    loaded = ask.handler.loaded
    at = Place("http://service", "/accessibility", "de", asked=True)
    more = {"publisher": OFFICE, "language_form": "asked"}
    text = rendered(loaded, "accessibility.html", at, **more).decode()
    (button,) = [each for tag, each in Tags(text).found if tag == "button" and "formaction" in each]
    assert button["form"] == "asked"
    assert button["formaction"] == "/accessibility?lang=en"
    assert button["lang"] == "en"
    assert "formnovalidate" in button


def test_a_site_of_files_has_both_pages_and_all_that_pages_are_made_of(ask: Client) -> None:
    assert set(about.PATHS) <= set(PAGES)
    written = {each.address for each in documents(ask.handler.loaded)}
    for path in PAGES:
        asked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', ask.get(path, "text/html").text))
        assert asked
        assert asked <= written, path
