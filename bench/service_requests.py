"""What is asked of the service and of the server beside it, made from the dump that both have."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode
from zlib import crc32

from service_load import Asked, N, query

PREFIXES = (
    "PREFIX rg: <https://w3id.org/regelgraph/def/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
)
_THING = re.compile(r"^<(https://w3id\.org/regelgraph/[^>]+)> ", re.MULTILINE)
MEDIUM = (
    # Names in both languages, where there are any.
    "SELECT ?s ?de ?en WHERE { ?s a rg:CLASS . OPTIONAL { ?s skos:prefLabel ?de FILTER (LANG(?de) = 'de') } "
    "OPTIONAL { ?s skos:prefLabel ?en FILTER (LANG(?en) = 'en') } FILTER (STR(?s) != '@N@') }",
    # How often each kind of link leads to or from things of a class.
    "SELECT ?p (COUNT(*) AS ?often) WHERE { ?s a rg:CLASS ; ?p ?o FILTER (?p != rg:n@N@) } GROUP BY ?p ORDER BY ?p",
    # Actors by state: a join of three, counted.
    "SELECT ?place (COUNT(DISTINCT ?actor) AS ?actors) WHERE { ?actor a rg:Actor ; rg:inTerritory ?place . "
    "OPTIONAL { ?place rg:ags ?key } FILTER (?place != rg:n@N@) } GROUP BY ?place ORDER BY DESC(?actors) LIMIT 20",
    # Rounds, their criteria in order, and the sentences behind them.
    "SELECT ?round ?criterion ?clause WHERE { ?round rg:criteria/rdf:rest*/rdf:first ?criterion . "
    "OPTIONAL { ?criterion rg:clause ?clause } FILTER (?round != rg:n@N@) } ORDER BY ?round ?criterion",
    # Titles with their legal groups, and what stands above them.
    "SELECT ?title ?group ?broader WHERE { ?title a rg:ResidenceTitle ; rg:legalGroup ?group . "
    "OPTIONAL { ?title skos:broader ?broader } FILTER (?group != rg:n@N@) } ORDER BY ?title LIMIT 200",
    # How many spellings each code of a list has.
    "SELECT ?scheme (COUNT(?alias) AS ?spellings) WHERE { ?code skos:inScheme ?scheme ; rg:alias ?alias "
    "FILTER (?scheme != rg:n@N@) } GROUP BY ?scheme ORDER BY DESC(?spellings)",
    # Norms of acts with their official pages.
    "SELECT ?act ?norm ?page WHERE { ?norm rg:ofAct ?act . OPTIONAL { ?norm rg:officialPage ?page } "
    "FILTER (?norm != rg:n@N@) } ORDER BY ?act ?norm",
    # Territories of a state and how many lie in each.
    "SELECT ?wide (COUNT(?place) AS ?places) WHERE { ?place a rg:Territory ; rg:withinTerritory ?wide "
    "FILTER (?wide != rg:n@N@) } GROUP BY ?wide ORDER BY DESC(?places) LIMIT 50",
)
CLASSES = ("Country", "Criterion", "Norm", "LegalGroup", "Clause", "Fact")
PERSON = {
    "sex": "m",
    "citizenship": "syrisch",
    "residence_title": "§ 25 Abs. 2 Satz 1 AufenthG",
    "employable": "ja",
    "contact_status": "nicht erreicht",
    "municipality": "99999999",
}


def things(dump: Path) -> list[str]:
    """IRIs of our own that the dump says something about."""
    return sorted(set(_THING.findall(dump.read_text(encoding="utf-8"))))


def points(path: str, iris: list[str]) -> list[Asked]:
    """Look-ups of all that is said about one thing, each query another one."""
    return [query(path, f"SELECT ?p ?o{N} WHERE {{ <{iri}> ?p ?o{N} }}") for iri in _mixed(iris)]


def medium(path: str) -> list[Asked]:
    """Queries that join, count and look for what may be missing, each another one."""
    asked = [each.replace("CLASS", name) for name in CLASSES for each in MEDIUM]
    return [query(path, PREFIXES + each) for each in dict.fromkeys(asked)]


def questions(listed: list[dict[str, object]]) -> list[Asked]:
    """Every question with its example."""
    found = []
    for each in listed:
        parameters = each["parameters"]
        assert isinstance(parameters, list)
        examples = {one["name"]: one["example"] for one in parameters if one["example"] is not None}
        if not each["needs_examples"]:
            found.append(Asked(f"{each['url']}?{urlencode(examples)}"))
    return found


def entities(iris: list[str]) -> list[Asked]:
    """Pages about things, in Turtle."""
    found = [iri.removeprefix("https://w3id.org/regelgraph") for iri in iris]
    return [Asked(path, "text/turtle") for path in _mixed(found) if path.startswith("/id/") and path.count("/") == 3]


def persons() -> list[Asked]:
    """One person each, every one another: another birth date, day of entry and name."""
    found = []
    for number in range(5000):
        birth = f"{1960 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}"
        entry = f"2026-{1 + number % 10:02}-{1 + number % 28:02}"
        person = {"person_id": f"P{number}-{N}", **PERSON, "birth_date": birth, "entry_date": entry}
        text = json.dumps({"persons": [person]}, ensure_ascii=False)
        found.append(Asked("/check/persons?round=win-win-2", type="application/json", body=text))
    return found


def _mixed(found: list[str]) -> list[str]:
    """The same, in an order that is the same in every run and in which neighbours are not alike."""
    return sorted(found, key=lambda text: crc32(text.encode()))
