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
    """Choose a round and give three facts."""
    page.locator("[data-round]").nth(1).check()
    for name, value in (("birth_date", "1990-05-01"), ("citizenship", "syrisch"), ("residence_title", "25 II 2")):
        page.locator(f"#person:not([aria-busy]) [name={name}]").fill(value)
        page.keyboard.press("Tab")
    page.locator("#person:not([aria-busy]) #verdict .verdict").wait_for()
    page.evaluate("scrollTo(0, 0)")


def checked(sample: str) -> Callable[[Page], None]:
    """Choose a sample file and wait for the report on it."""

    def act(page: Page) -> None:
        page.locator("main input[type=file]").set_input_files(SAMPLES / sample)
        page.locator("#columns").wait_for()
        rounds = page.locator("select[name=round]")
        if rounds.count():
            rounds.select_option("win-win-2")
        page.locator("form[enctype='multipart/form-data'] button[type=submit]:not([formaction])").click()
        page.locator("main .bars").first.wait_for()
        page.locator("main .bars").first.evaluate("bars => bars.closest('section').scrollIntoView()")

    return act


PAGES = (
    Seen("start", "/"),
    Seen("person", "/person"),
    Seen("person-checked", "/person", checked_person),
    Seen("lists", "/lists"),
    Seen("list-of-persons", "/lists/persons"),
    Seen("list-of-persons-checked", "/lists/persons", checked("participants.csv")),
    Seen("list-of-participations", "/lists/participations"),
    Seen("list-of-participations-checked", "/lists/participations", checked("participations.csv")),
    Seen("list-of-networks", "/lists/networks"),
    Seen("list-of-networks-checked", "/lists/networks", checked("networks.csv")),
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
    "/favicon.ico",
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
