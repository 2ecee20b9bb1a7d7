"""The rules for Apache and for w3id.org, tried on a real httpd: they choose as the service does."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from regelgraph.errors import NotAcceptableError
from regelgraph.web.accept import best, preferred
from regelgraph.web.linked.address import SUFFIXES
from regelgraph.web.linked.endpoint import TYPES

from tests.site.conftest import BASE
from tests.site.httpd import httpd
from tests.web.test_pages_of_things import Tags

TERM = "def/Criterion"
GONE = "def/hasClause"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
ACCEPTS = (
    BROWSER,
    "text/turtle",
    "TEXT/TURTLE;charset=utf-8",
    "text/turtle;q=0.9, application/ld+json",
    "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1",
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3",
    "text/html;q=0.0, */*",
    "text/html;q=0, text/*;q=0.5, application/*;q=0.5",
    "text/*;q=0.2, application/json;q=0.3",
    "text/html;level=1;q=0.2, application/xml;q=.25",
    "image/png",
    "text/turtle;q=0",
    "*/*;q=0.000",
)
LANGUAGES = (
    "",
    "de",
    "en",
    "en-GB,en;q=0.9,de;q=0.8",
    "de-AT, en;q=0.9",
    "fr",
    "fr, en;q=0.3",
    "de;q=0.5,en;q=0.7",
    "en;q=0",
)


def drawn(count: int) -> list[str]:
    """Headers by chance, always the same."""
    chance = random.Random(8)
    ranges = [*TYPES, "text/*", "application/*", "*/*", "image/png", "application/ld+json2"]
    weights = ["", ";q=1", ";q=1.0", ";q=0.9", ";q=0.85", "; q=0.5", ";q=0.05", ";q=0", ";Q=0.3"]
    return [
        ", ".join(each + chance.choice(weights) for each in chance.sample(ranges, chance.randint(1, 5)))
        for _ in range(count)
    ]


def chosen(accept: str) -> str | None:
    """The suffix that the service would choose; None for 406."""
    try:
        return TYPES[best(accept, tuple(TYPES))]
    except NotAcceptableError:
        return None


@pytest.fixture(scope="module")
def client(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Asks a host that heeds the rules, one that knows files alone, and the register as w3id.org would run it."""
    plain = tmp_path_factory.mktemp("plain") / "site"
    plain.symlink_to(site)
    folders = {
        "rules": (site, "FileInfo"),
        "plain": (plain, "None"),
        "regelgraph": (site / "w3id/regelgraph", "FileInfo Options"),
    }
    with (
        httpd(folders) as url,
        httpx.Client(base_url=url, headers={"Accept": ""}) as asking,
    ):
        yield asking


def test_a_name_answers_in_the_form_and_language_that_the_service_would_choose(
    client: httpx.Client, site: Path
) -> None:
    refused = 0
    for number, accept in enumerate([*ACCEPTS, *drawn(120)]):
        wanted = LANGUAGES[number % len(LANGUAGES)]
        answer = client.get(f"/rules/{TERM}", headers={"Accept": accept, "Accept-Language": wanted})
        led = client.get(f"/regelgraph/{TERM}", headers={"Accept": accept, "Accept-Language": wanted})
        suffix = chosen(accept)
        if suffix is None:
            refused += 1
            assert (answer.status_code, led.status_code) == (406, 406), accept
            continue
        if suffix == "html" and preferred(wanted, None, "de") == "en":
            suffix = "en.html"
        assert led.status_code == 303
        assert led.headers["location"] == f"{BASE}/{TERM}.{suffix}", (accept, wanted)
        assert answer.status_code == 200
        assert answer.content == (site / f"{TERM}.{suffix}").read_bytes(), (accept, wanted)
        vary = {each.strip() for each in answer.headers["vary"].split(",")}
        assert vary >= ({"Accept", "Accept-Language"} if suffix.endswith("html") else {"Accept"})
    assert 3 < refused < 60


def test_files_have_their_media_types_and_may_be_read_by_any_page(client: httpx.Client, site: Path) -> None:
    known = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    for path, type_ in (
        (f"{TERM}.html", "text/html; charset=utf-8"),
        (f"{TERM}.ttl", "text/turtle; charset=utf-8"),
        (f"{TERM}.jsonld", "application/ld+json"),
        (f"{TERM}.nt", "application/n-triples"),
        (f"{TERM}.rdf", "application/rdf+xml"),
        ("dump.nq", "application/n-quads"),
        ("shapes.ttl", "text/turtle; charset=utf-8"),
        ("context.jsonld", "application/ld+json"),
        ("dcat", "text/turtle; charset=utf-8"),
        (".well-known/void", "text/turtle; charset=utf-8"),
        (".well-known/void.rdf", "application/rdf+xml"),
        ("manifest.json", "application/json"),
        ("csv/metadata.json", "application/csvm+json"),
        ("csv/statements.csv", "text/csv; charset=utf-8"),
        ("csv.zip", "application/zip"),
        ("sitemap.xml", "application/xml"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("static/style.css", "text/css; charset=utf-8"),
    ):
        answer = client.get(f"/rules/{path}")
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] == type_, path
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cache-control"] == "public, max-age=300"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert f'<{BASE}/.well-known/void>; rel="describedby"' in answer.headers["link"]
        assert answer.headers["knowledge-fingerprint"] == known["knowledge"]["fingerprint"]
        again = client.get(f"/rules/{path}", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304, path


def test_the_vocabulary_lists_and_catalogues_answer_under_their_own_addresses(client: httpx.Client) -> None:
    for path, accept, lang, file in (
        ("def/", "text/turtle", "", "def.ttl"),
        ("def/", BROWSER, "en", "def/index.en.html"),
        ("id/mine/", BROWSER, "en", "id/mine/index.en.html"),
        ("id/mine/", BROWSER, "de", "id/mine/index.html"),
        ("", "*/*", "en", "index.en.html"),
        ("dcat", "application/ld+json", "", "dcat.jsonld"),
        (".well-known/void", BROWSER, "", ".well-known/void.rdf"),
        ("versions", BROWSER, "en", "versions.en.html"),
        ("versions", "text/turtle", "", "versions.ttl"),
        (f"{TERM}?lang=en", BROWSER, "de", f"{TERM}.en.html"),
        ("id/mine/n001", "application/n-triples", "", "id/mine/n001.nt"),
        ("id/mine/über&'x'", "text/turtle", "", "id/mine/über&'x'.ttl"),
    ):
        answer = client.get(f"/rules/{path}", headers={"Accept": accept, "Accept-Language": lang})
        assert answer.status_code == 200, path
        assert answer.content == client.get(f"/rules/{file}").content, path
    for path in ("dcat", TERM):
        refused = client.get(f"/rules/{path}", headers={"Accept": "image/png"})
        assert (refused.status_code, refused.headers["vary"]) == (406, "Accept")
    assert client.get("/rules/id/nothing/here").status_code == 404
    assert client.get("/rules/id/nothing/here", headers={"Accept": "image/png"}).status_code == 404
    assert client.get("/rules/def", follow_redirects=True).url.path == "/rules/def/"


def test_a_retired_term_is_gone_and_names_its_successor(client: httpx.Client, site: Path) -> None:
    for path, accept, lang, file in (
        (GONE, "", "", "problem"),
        (GONE, "text/turtle", "", "problem"),
        (GONE, BROWSER, "", "html"),
        (GONE, BROWSER, "en", "en.html"),
        (f"{GONE}.ttl", "*/*", "", "problem"),
        (f"{GONE}.html", "*/*", "", "html"),
        (f"{GONE}.en.html", "*/*", "", "en.html"),
    ):
        answer = client.get(f"/rules/{path}", headers={"Accept": accept, "Accept-Language": lang})
        assert answer.status_code == 410, path
        assert answer.content == (site / f"{GONE}.{file}").read_bytes()
        assert f'<{BASE}/def/ofSource>; rel="successor-version"' in answer.headers["link"]
        type_ = "application/problem+json" if file == "problem" else "text/html; charset=utf-8"
        assert answer.headers["content-type"] == type_
        assert answer.headers["vary"].replace(" ", "") == "Accept,Accept-Language"
        assert answer.headers["cache-control"] == "no-store"


def test_permanent_names_lead_to_files_that_are_there(client: httpx.Client, site: Path) -> None:
    for path, accept, status, file in (
        ("def/", "text/turtle", 303, "def.ttl"),
        ("def", BROWSER, 303, "def/index.html"),
        ("id/mine/n001", "application/ld+json", 303, "id/mine/n001.jsonld"),
        ("id/mine/n001.nt", "text/html", 302, "id/mine/n001.nt"),
        ("id/mine/", BROWSER, 302, "id/mine/index.html"),
        ("", BROWSER, 302, "index.html"),
        ("dump.nq", "", 302, "dump.nq"),
        (".well-known/void", "application/rdf+xml", 302, ".well-known/void.rdf"),
    ):
        answer = client.get(f"/regelgraph/{path}", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["location"]) == (status, f"{BASE}/{file}"), path
        assert (site / file).is_file()
    assert set(SUFFIXES) == {"html", "ttl", "jsonld", "nt", "rdf"}


def test_permanent_names_can_lead_to_a_host_that_chooses_itself(site: Path, tmp_path: Path) -> None:
    rules = (site / "w3id/regelgraph/negotiating-host.htaccess").read_bytes()
    (tmp_path / ".htaccess").write_bytes(rules)
    with httpd({"regelgraph": (tmp_path, "FileInfo Options")}) as url:
        for path, status in (("def/Criterion", 303), ("def/", 302), ("dump.ttl", 302), ("id/a/%C3%BC", 303)):
            answer = httpx.get(f"{url}/regelgraph/{path}", headers={"Accept": "text/turtle"})
            assert (answer.status_code, answer.headers["location"].lower()) == (status, f"{BASE}/{path}".lower())
    readme = (site / "w3id/regelgraph/README.md").read_text()
    assert "a@b.example" in readme


def test_links_are_followed_on_a_server_that_knows_files_alone(client: httpx.Client) -> None:
    for page in ("", "id/mine/index.en.html", "def/", f"{TERM}.html"):
        at = client.get(f"/plain/{page}")
        assert at.status_code == 200
        links = {
            attributes["href"] or ""
            for tag, attributes in Tags(at.text).found
            if tag in ("a", "link") and "href" in attributes
        }
        inside = {at.url.join(each) for each in links if each.startswith(".")}
        assert len(inside) > 5
        for each in inside:
            assert client.get(each).status_code == 200, each
