"""What screen readers get of the pages and axe-core does not look at: roles, names and titles."""

from __future__ import annotations

from collections import defaultdict
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.web.conftest import Client
from tests.web.test_pages_of_things import page

ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
STACKED = (
    "/admission?round=win-win-2&lang=en",
    "/questions/legal-groups-by-round?view=matrix",
    "/id/criterion/residence-status",
    "/about",
)
"""Pages with tables whose cells stand below each other on narrow screens."""
LINKED = (*STACKED, "/", "/lists", "/lists/persons", "/programmes", "/rounds", "/rounds?round=win-win-2", "/explore")


def parsed(text: str) -> Element:
    tree: Element = html5lib.parse(text, namespaceHTMLElements=False)
    return tree


def title(ask: Client, address: str, status: int = 200) -> str:
    answer = ask.get(address, "text/html")
    assert answer.status_code == status, address
    return (parsed(answer.text).findtext(".//title") or "").rpartition(" – ")[0]


def named(element: Element) -> str:
    return element.get("aria-label") or " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("address", STACKED)
def test_tables_whose_cells_are_stacked_say_their_roles(ask: Client, address: str) -> None:
    """Browsers take a table for what its style makes of it, and some forget the roles of what is no table there."""
    tables = [each for each in parsed(page(ask, address)).iter("table") if each.find(".//td[@data-head]") is not None]
    assert tables
    for table in tables:
        assert table.get("role") == "table"
        for part in (each for each in table.iter() if each.tag in {*ROLES, "th"}):
            wanted = ROLES.get(part.tag) or {"col": "columnheader", "row": "rowheader"}[part.get("scope", "")]
            assert part.get("role") == wanted, (part.tag, named(part))


def test_a_cell_without_content_has_none_so_that_its_heading_does_not_stand_alone(ask: Client) -> None:
    empty = [
        cell.text
        for address in STACKED
        for cell in parsed(page(ask, address)).iterfind(".//td[@data-head]")
        if not named(cell)
    ]
    assert empty
    assert set(empty) == {None}


@pytest.mark.parametrize("address", LINKED)
def test_links_of_one_name_lead_to_one_place(ask: Client, address: str) -> None:
    """Or stand in a row or below a term that says of what they are; read alone, others could not be told apart.

    A term and the thing that it is about may be called the same.
    """
    main = parsed(page(ask, address)).find(".//main")
    assert main is not None
    said = {id(link) for around in ("tr", "dd", "label") for each in main.iter(around) for link in each.iter("a")}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for link in main.iter("a"):
        to = link.get("href", "")
        if not to.startswith("/def/") and (id(link) not in said or to.startswith("#")):
            found[named(link)].add(to)
    several = {name for name, targets in found.items() if len({to.rpartition("/")[2] for to in targets}) > 1}
    assert not several, {name: found[name] for name in several}


@pytest.mark.parametrize("address", [*LINKED, "/def/", "/csv/", "/graph/", "/id/title/"])
def test_every_table_has_a_name_and_every_row_a_head(ask: Client, address: str) -> None:
    for table in parsed(page(ask, address)).iter("table"):
        assert (table.findtext("caption") or "").strip()
        assert all(row.find("th") is not None for row in table.iter("tr") if len(row))


def test_the_panel_of_the_graph_is_not_read_aloud_at_each_step_through_the_tree(ask: Client) -> None:
    live = [
        each for each in parsed(page(ask, "/explore")).iter() if each.get("aria-live") or each.get("role") == "status"
    ]
    assert [each.get("id") for each in live] == ["explore-status"]


def test_what_is_said_in_the_other_language_says_in_which(ask: Client) -> None:
    """Sources and rights are noted in English, and titles are cited in German."""
    programme = parsed(page(ask, "/id/programme/win-win?lang=de"))
    assert named_in(programme, "en", "programme text of Win-Win")
    assert not named_in(parsed(page(ask, "/id/programme/win-win?lang=en")), "de", "programme text of Win-Win")
    assert named_in(parsed(page(ask, "/id/title/aufenthg-25-2?lang=en")), "de", "§ 25 Abs. 2")
    assert named_in(parsed(page(ask, "/admission?q=25+II&lang=en")), "de", "§ 25 Abs. 2 AufenthG")
    both = "/rounds?round=win-win-2&round=win-win-3&lang="
    assert named_in(parsed(page(ask, f"{both}en")), "de", "§ 25 Abs. 2 AufenthG")
    assert not named_in(parsed(page(ask, f"{both}de")), "de", "§ 25 Abs. 2 AufenthG")


def named_in(tree: Element, lang: str, start: str) -> bool:
    """Whether an element in the language begins with a text."""
    return any(named(each).startswith(start) for each in tree.iterfind(f".//main//*[@lang='{lang}']"))


def test_titles_say_what_is_shown(ask: Client) -> None:
    assert title(ask, "/search?q=25+II&lang=en") == "10 results for “25 II” – Search"
    assert title(ask, "/search?q=xyzzy&lang=en") == "Nothing found for “xyzzy”. – Search"
    assert title(ask, "/search?q=a&offset=100&limit=100&lang=en").startswith("942 results for “a”, 101 to 200 of")
    assert title(ask, "/id/title/?offset=100&lang=en") == "Residence titles, 101 to 200 of 474"
    assert title(ask, "/id/title/?q=duldung&lang=en").startswith("Residence titles: duldung")
    assert title(ask, "/questions?q=titel") == "titel, Gefundene Fragen: 10 – Fragen an das Wissen"
    asked = "/questions/titles-blocked?round=win-win-2&lang=en"
    assert title(ask, f"{asked}&offset=100").startswith("Answer: Which residence titles")
    assert title(ask, f"{asked}&offset=100").endswith("Rows 101 to 200 of 372")
    assert title(ask, "/admission?q=25+II&lang=en").startswith("25 II, Titles in the table: ")
    assert title(ask, "/sparql?query=ASK{}") == "Ergebnis: Abfragen mit SPARQL"
    assert title(ask, "/sparql?query=ASK", 400) == "Fehler: Abfragen mit SPARQL"
    assert title(ask, "/explore?find=afghan").startswith("afghan – ")
    node = "https://w3id.org/regelgraph/id/round/win-win-2"
    assert title(ask, f"/explore?node={node}") == "Win-Win, 2. Förderrunde – Zusammenhänge"


def test_titles_of_what_was_sent_say_whether_it_went_well_but_nothing_of_a_person(ask: Client) -> None:
    """The browser keeps titles in its history."""

    def sent(url: str, **more: object) -> str:
        answer = ask("POST", url, headers={"Accept": "text/html"}, **more)
        return (parsed(answer.text).findtext(".//title") or "").rpartition(" – ")[0]

    form = {"round": "win-win-2", "citizenship": "syrisch"}
    assert sent("/person?lang=en", data=form) == "Result: Check a person"
    assert sent("/person?lang=en", data={**form, "birth_date": "gestern"}) == "Error: Check a person"
    file = {"file": ("a.csv", b"person_id;sex\n1;m\n", "text/csv")}
    assert sent("/lists/persons?lang=en", files=file, data={"round": "win-win-2"}).startswith("Result: Persons")
    assert sent("/lists/persons/columns?lang=en", files=file).startswith("What was recognised: ")
    assert sent("/lists/persons?lang=en", files={"file": ("a.csv", b"", "text/csv")}).startswith("Error: ")
