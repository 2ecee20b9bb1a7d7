"""The tree of files: every name in every form, every link leads to a file, all of it together is the knowledge."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from regelgraph.linked.names import NAMESPACE, is_ours
from regelgraph.site.contents import Contents
from regelgraph.site.jobs import document, page, rules
from regelgraph.terms import OWL
from regelgraph.web.handler import Handler
from regelgraph.web.linked.catalogue import VOID
from regelgraph.web.service import Options

from tests.cli.conftest import Run
from tests.site.conftest import BASE, MANY, PUBLISHER
from tests.web.test_names import statements
from tests.web.test_pages_of_things import Tags, assert_sound

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".jsonld": RdfFormat.JSON_LD,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
}
SPACES = ("id/", "def", "graph/")
_ASKED = re.compile(r"""(?:url\(["']?|from ["']|import\(?["']|@import ["'])([^"')\s]+)""")
"""What style sheets and scripts ask for."""


def files(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}


def pages(site: Path) -> dict[str, str]:
    return {name: path.read_text(encoding="utf-8") for name, path in files(site).items() if name.endswith(".html")}


def names(site: Path) -> tuple[set[str], set[str]]:
    """Addresses of the names of the knowledge that a file can have, and of those that are retired."""
    quads = list(parse((site / "dump.nq").read_bytes(), format=RdfFormat.N_QUADS))
    gone = {quad.subject.value for quad in quads if quad.predicate.value == OWL + "deprecated"}
    terms = {term.value for quad in quads for term in quad if isinstance(term, NamedNode)}
    ours = {iri for iri in terms if is_ours(iri) and "/../" not in iri and "%" not in iri}
    return ({iri.removeprefix(NAMESPACE + "/").removesuffix("/") for iri in some} for some in (ours - gone, gone))  # type: ignore[return-value]


def test_every_name_has_a_file_in_every_form_and_language(site: Path) -> None:
    there = set(files(site))
    known, gone = names(site)
    assert len(known) > 250
    assert "id/mine/über&'x'" in known
    for name in known:
        assert {f"{name}.{each}" for each in ("html", "en.html", "ttl", "jsonld", "nt", "rdf")} <= there
    assert gone
    for name in gone:
        assert {each for each in there if each.startswith(f"{name}.")} == {
            f"{name}.{each}" for each in ("html", "en.html", "problem")
        }


def test_no_file_is_above_the_folder(site: Path) -> None:
    assert not [path for path in site.parent.parent.rglob("*escaped*") if path.is_file()]


def test_every_link_of_every_page_leads_to_a_file_wherever_the_tree_lies(site: Path) -> None:
    there = files(site)
    for number, (name, text) in enumerate(pages(site).items()):
        for prefix in ("http://host.example/a/b/", *(("http://host.example/",) if number % 20 == 0 else ())):
            for tag, attributes in Tags(text).found:
                to = attributes.get("href") or attributes.get("src") or attributes.get("action")
                assert tag not in ("form", "input"), (name, tag)
                assert tag != "button" or "popovertarget" in attributes, name  # opens the menu, sends nothing
                if to is None:
                    assert tag != "a", name
                    continue
                whole = urljoin(prefix + name, urldefrag(to)[0])
                if to.startswith((BASE, "https://data.example")):
                    whole = prefix + to.removeprefix(BASE + "/")
                if whole.startswith("http://host.example/"):
                    assert whole.startswith(prefix), (name, to)
                    assert not urlsplit(whole).query, (name, to)
                    assert unquote(whole.removeprefix(prefix)) in there, (name, to)
                else:
                    assert to.startswith(("http://", "https://", "mailto:")), (name, to)


def test_every_file_that_pages_are_made_of_is_there_and_no_other_one(site: Path) -> None:
    """What style sheets and scripts ask for in turn included."""
    there = {name: path for name, path in files(site).items() if name.startswith("static/")}
    asked = {
        unquote(urljoin(f"http://h/{name}", attributes.get("href") or attributes.get("src") or "")).removeprefix(
            "http://h/"
        )
        for name, text in pages(site).items()
        for tag, attributes in Tags(text).found
        if tag in ("link", "script", "img") and attributes.get("rel") not in ("canonical", "alternate", "license")
    }
    found = {each for each in asked if each.startswith("static/")}
    for name in sorted(found):
        for to in _ASKED.findall(there[name].read_text("utf-8")):
            found.add(urljoin(f"http://h/{name}", to).removeprefix("http://h/"))
    assert found == set(there)


def test_pages_are_sound_and_link_to_pages_of_their_own_language(site: Path) -> None:
    for number, (name, text) in enumerate(pages(site).items()):
        lang, other = ("en", "de") if name.endswith(".en.html") else ("de", "en")
        assert f'<html lang="{lang}">' in text
        if number % 25 == 0:
            assert_sound(text)
        stem = name.removesuffix(".html").removesuffix(".en")
        stem = "def/index" if stem == "def" else stem
        at = {"de": f"{BASE}/{stem}.html", "en": f"{BASE}/{stem}.en.html"}
        found = [(tag, each) for tag, each in Tags(text).found if tag in ("a", "link")]
        said = {
            each["hreflang"]: unquote(each["href"] or "") for tag, each in found if tag == "link" and "hreflang" in each
        }
        assert said == {**at, "x-default": at["de"]}, name
        (canonical,) = (unquote(each["href"] or "") for _, each in found if each.get("rel") == "canonical")
        assert canonical == at[lang]
        inside = {each["href"] or "" for tag, each in found if tag == "a" and "hreflang" not in each}
        inside = {each for each in inside if each.startswith(".") and each.endswith(".html")}
        assert all(each.endswith(".en.html") == (lang == "en") for each in inside), name
        switches = {each["hreflang"] for tag, each in found if tag == "a" and "hreflang" in each}
        assert switches == {lang, other}


def test_descriptions_parse_in_every_form_and_together_are_the_dump(site: Path) -> None:
    knowledge = statements(parse((site / "dump.ttl").read_bytes(), format=RdfFormat.TURTLE))
    unnameable = {each for each in knowledge if "escaped" in each[0] or "%2F" in each[0]}
    together: dict[str, set[tuple[str, str, str]]] = {suffix: set() for suffix in FORMATS}
    for name, path in files(site).items():
        if name.startswith(SPACES) and path.suffix in FORMATS:
            together[path.suffix] |= statements(
                quad.triple for quad in parse(path.read_bytes(), format=FORMATS[path.suffix])
            )
    for found in together.values():
        assert found - unnameable == knowledge - unnameable


def test_everything_that_points_to_a_thing_stands_on_its_page(site: Path) -> None:
    text = (site / "id/mine/all.html").read_text()
    assert len(set(re.findall(r'href="(\.\./\.\./id/mine/n\d+\.html)"', text))) == MANY


def test_a_long_list_has_all_its_parts(site: Path) -> None:
    parts = [site / f"id/mine/index{part}{lang}.html" for part in ("", ".100") for lang in ("", ".en")]
    assert sum(part.read_text().count('href="../../id/mine/n') for part in parts) == 2 * MANY
    first, last = parts[0].read_text(), parts[2].read_text()
    assert 'rel="next" href="../../id/mine/index.100.html"' in first
    assert 'rel="prev" href="../../id/mine/index.html"' in last
    assert 'href="../../id/mine/index.100.en.html" hreflang="en"' in last


def test_the_manifest_lists_every_file_with_its_digest(site: Path) -> None:
    manifest = json.loads((site / "manifest.json").read_text())
    there = files(site)
    del there["manifest.json"]
    assert manifest["files"] == {name: sha256(path.read_bytes()).hexdigest() for name, path in there.items()}
    assert manifest["base"] == BASE
    assert len(manifest["knowledge"]["fingerprint"]) == 64


def test_the_command_writes_the_same_bytes_by_several_processes(
    site: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    assert small.is_dir()
    monkeypatch.setenv("REGELGRAPH_PUBLISHER_NAME", PUBLISHER.publisher_name)
    monkeypatch.setenv("REGELGRAPH_CONTACT_EMAIL", PUBLISHER.contact_email)
    monkeypatch.setenv("REGELGRAPH_PUBLIC_URL", BASE)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2})
    ran = run("export", tmp_path / "again")
    assert ran.code == 0
    assert not ran.out
    assert "no file can have these names: " in ran.err
    assert "mine/a%2Fb" in ran.err
    assert "--base" not in ran.err
    assert (tmp_path / "again" / "manifest.json").read_bytes() == (site / "manifest.json").read_bytes()


def test_the_catalogue_offers_no_service_that_is_not_there(site: Path) -> None:
    for file in (".well-known/void", ".well-known/void.ttl", "dcat", "dcat.ttl"):
        text = (site / file).read_text()
        assert BASE in text
        assert "sparql" not in text.replace("sparql-examples", "").lower()
    assert (site / "dcat").read_bytes() == (site / "dcat.ttl").read_bytes()
    for suffix, format_ in FORMATS.items():
        assert list(parse((site / f".well-known/void{suffix}").read_bytes(), format=format_))


def test_the_sitemap_names_pages_that_are_there(site: Path) -> None:
    tree = ET.fromstring((site / "sitemap.xml").read_bytes())  # noqa: S314 - our own
    named = [str(each.text or each.get("href")) for each in tree.iter() if each.text or each.get("href")]
    named = [each for each in named if each.strip()]
    assert len(named) > 500
    for each in named:
        assert (site / unquote(each.removeprefix(BASE + "/"))).is_file(), each
    assert f"Sitemap: {BASE}/sitemap.xml" in (site / "robots.txt").read_text()


def written(*paths: str) -> dict[str, str]:
    """Files of some addresses of a site at a place that nobody named, with a service that answers questions."""
    contents = Contents(Handler(Options()), NAMESPACE, "https://rules.example/all", known_base=False)
    work = [page(contents, path) for path in paths] + [rules(contents)]
    work += [document(contents, each) for each in contents.documents if each.address == VOID]
    return {name: body.decode() for made in work for name, body in made}


def test_with_a_service_forms_and_questions_lead_there(small: Path) -> None:
    assert small.is_dir()
    made = written("/", "/id/mine/")
    text = made["id/mine/index.en.html"]
    assert '<form class="find" role="search" method="get" action="https://rules.example/all/search">' in text
    assert '<form class="toolbar" method="get" action="https://rules.example/all/id/mine/">' in text
    assert 'href="https://rules.example/all/questions?lang=en"' in text
    assert "https://rules.example/all/openapi.json" in made["index.html"]
    assert "<https://rules.example/all/sparql>" in made[".well-known/void"]
    assert "form-action 'self' https://rules.example;" in made[".htaccess"]
    # nobody said where it will be: the names stand for it
    assert f'<link rel="canonical" href="{NAMESPACE}/id/mine/index.en.html">' in text
    assert "https://regelgraph.example/$0" in made["w3id/regelgraph/.htaccess"]
