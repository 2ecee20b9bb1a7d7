"""All pages of the service, and what is done on some of them: looked at by the sweep, and taken for `docs/pictures`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


@dataclass(frozen=True)
class Seen:
    """A page in a state: what it is called, where it is, what is done there, and the status that it answers with.

    `heavy`: it has the editor of queries or the drawing of the graph, which weigh more than other pages.
    """

    name: str
    path: str
    act: Callable[[Page], None] | None = None
    status: int = 200
    heavy: bool = False


def checked_person(page: Page) -> None:
    """Choose a round, and say of a person what makes the verdict certain and what nobody understands."""
    page.locator("input[name=round]").nth(1).check()
    page.locator("#verdict").wait_for()
    page.locator("input[name=sex]").first.check()
    given = {"birth_date": "17.05.1999", "entry_date": "01.03.2026", "age": "?!", "citizenship": "syrisch"}
    for name, value in {**given, "residence_title": "25 II"}.items():
        page.locator(f"#fact-{name}").fill(value)
    page.locator("#fact-residence_title").blur()
    page.locator("main .verdict[data-tone=blocked]").wait_for()


def checked(sample: str) -> Callable[[Page], None]:
    """Drop a sample file and wait for its result."""

    def act(page: Page) -> None:
        page.locator("main input[type=file]").set_input_files(SAMPLES / sample)
        page.locator("#columns").wait_for()
        page.locator("main form button[type=submit]").first.click()
        page.locator("main .bars").first.wait_for()

    return act


PAGES = (
    Seen("start", "/"),
    Seen("person", "/person"),
    Seen("person-checked", "/person", checked_person),
    Seen("lists", "/lists"),
    Seen("list-of-persons", "/lists/persons"),
    Seen("list-of-participations", "/lists/participations"),
    Seen("list-of-networks", "/lists/networks"),
    Seen("programmes", "/programmes"),
    Seen("round", "/rounds?round=win-win-2"),
    Seen("rounds-compared", "/rounds?round=win-win-2&round=win-win-3"),
    Seen("admission", "/admission?round=win-win-2"),
    Seen("explore", "/explore", heavy=True),
    Seen("questions", "/questions"),
    Seen("questions-found", "/questions?q=titel"),
    Seen("question-form", "/questions/titles-blocked"),
    Seen("question-table", "/questions/titles-blocked?round=win-win-2&sort=-title&limit=20"),
    Seen("question-chart", "/questions/actors-by-kind?view=chart"),
    Seen("question-matrix", "/questions/legal-groups-by-round?view=matrix"),
    Seen("question-wrong", "/questions/titles-blocked?round=none-such", status=400),
    Seen("question-triples", "/questions/describe-thing?thing=criterion/age"),
    Seen("sparql", "/sparql", heavy=True),
    Seen("about", "/about"),
    Seen("accessibility", "/accessibility"),
    Seen("search", "/search?q=25+II"),
    Seen("search-nothing", "/search?q=xyzzy"),
    Seen("versions", "/versions"),
    Seen("interface", "/docs"),
    Seen("kinds", "/id/"),
    Seen("titles", "/id/title/"),
    Seen("legal-groups", "/id/legal-group/"),
    Seen("title", "/id/title/aufenthg-25-2"),
    Seen("criterion", "/id/criterion/residence-status"),
    Seen("scheme", "/id/scheme/residence-titles"),
    Seen("programme", "/id/programme/win-win"),
    Seen("terms", "/def/"),
    Seen("term", "/def/Criterion"),
    Seen("term-retired", "/def/hasNorm", status=410),
    Seen("graphs", "/graph/"),
    Seen("graph", "/graph/data/programmes/win-win"),
    Seen("tables", "/csv/"),
)
"""In the order of the sections of the pages."""

NO_PAGES = {
    "/csv.zip",
    "/openapi.json",
    "/.well-known/sparql-examples",
    "/.well-known/void",
    "/dcat",
    "/dump.ttl",
    "/dump.nq",
    "/dump.jsonld",
    "/shapes.ttl",
    "/context.jsonld",
    "/sitemap.xml",
    "/robots.txt",
    "/check/persons",
    "/check/participations",
    "/check/networks",
    "/explain/person",
    *(f"/sparql.{form}" for form in ("json", "xml", "csv", "tsv", "ttl")),
    "/def",  # the ontology, of which `/def/` is the page
    "/health/live",
    "/health/ready",
    "/metrics",
    "/static/{…}",
    "other",
}
"""Addresses that answer machines only, by the names of their routes."""
