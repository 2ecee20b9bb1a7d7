"""The pages on programmes and rounds: what they say is what is judged, and all of it comes from the knowledge."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from regelgraph.comparing.admission import Admission
from regelgraph.judge.outcomes import Level
from regelgraph.terms import NETWORKS, PERSONS
from regelgraph.web.rounds import PATHS
from regelgraph.web.service import Options

from tests.web.conftest import TODAY, Client, assert_problem
from tests.web.test_pages_of_things import assert_sound, links, page

STRANGER = Path(__file__).parents[1] / "stranger" / "family-benefit.ttl"
PAGES = (
    *PATHS,
    "/rounds?round=win-win-3",
    "/rounds?round=wir-1",
    "/rounds?round=win-win-2&round=win-win-3",
    "/rounds?round=win-win-1&round=win-win-2&only=differences",
    "/rounds?round=wir-1&round=win-win-1",
    "/admission?q=25+II",
    "/admission?q=nothing+of+the+kind",
    "/admission?outcome=review&round=win-win-2",
)
FINE = {
    "sex": "male",
    "birth_date": "2000-01-01",
    "employable": "yes",
    "contact_status": "not-reached",
    "entry_date": "2026-03-01",
}
"""All that no rule on the title asks for."""
CITIZENS = {"third-country": "AFG", "german": "DEU", "eu": "FRA", "eea": "NOR", "swiss": "CHE"}
OWN = """
@prefix rg: <https://w3id.org/regelgraph/def/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix mine: <https://w3id.org/regelgraph/id/title/> .
mine:mine a rg:ResidenceTitle, skos:Concept ; skos:notation "mine" ; rg:citation "=1+1" ;
    skos:inScheme <https://w3id.org/regelgraph/id/scheme/residence-titles> ;
    skos:prefLabel "=cmd|'/C calc'!A0"@de, "<script>alert(1)</script>"@en ;
    rg:legalGroup <https://w3id.org/regelgraph/id/legal-group/other> .
"""


@pytest.fixture(scope="module")
def ask_stranger(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A service that knows somebody else's programme, too, and a title that would like to be a formula."""
    file: Path = tmp_path_factory.mktemp("own") / "own.ttl"
    file.write_text(OWN, encoding="utf-8")
    return Client(Options(extra=(STRANGER, file), today=lambda: TODAY))


def table(ask: Client, **asked: Any) -> list[dict[str, str]]:
    answer = ask.get(f"/admission?{urlencode(asked, doseq=True)}", "text/csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


def words(text: str) -> str:
    """What stands on a page, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("path", PAGES)
def test_the_navigation_says_that_these_pages_are_within_programmes(ask: Client, path: str) -> None:
    text = ask.get(path, "text/html").text
    current = re.findall(r'<li><a href="([^"]+)" aria-current="(page|true)"', text)
    assert current == [("/programmes", "page" if path == "/programmes" else "true")]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_well_formed_in_both_languages(ask: Client, address: str, lang: str) -> None:
    text = page(ask, address + ("&" if "?" in address else "?") + f"lang={lang}")
    assert f'<html lang="{lang}">' in text
    assert_sound(text)
    other = "en" if lang == "de" else "de"
    assert address.partition("?")[0] + "?" + address.partition("?")[2] in unescape(text)
    assert re.search(rf'href="[^"]*lang={other}"[^>]*hreflang="{other}"', text)


def test_all_that_the_pages_link_to_is_there(ask: Client) -> None:
    found = {to.partition("#")[0] for address in PAGES for to in links(page(ask, address)) if to.startswith("/")}
    asked = sorted(to for to in found if to.startswith(PATHS))
    assert len(asked) > 10
    for to in asked:
        assert ask.get(to, "text/html").status_code == 200, to


def checked(ask: Client, rows: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    persons = [
        FINE
        | {
            "person_id": str(at),
            "citizenship": CITIZENS[row["who"]],
            "residence_title": row["title"],
            "municipality": "",
        }
        for at, row in enumerate(rows)
    ]
    rounds = [name.removesuffix(" verdict") for name in rows[0] if name.endswith(" verdict")]
    answer = ask.check("persons", *persons, params=[("round", each) for each in rounds])
    assert answer.status_code == 200, answer.text
    yield from answer.json()["results"]


def test_every_cell_is_what_a_check_says_of_such_a_person(ask: Client) -> None:
    rows = table(ask)
    assert len(rows) == len(ask.handler.loaded.rulebook.titles) + len(CITIZENS) - 1
    results = list(checked(ask, rows))
    assert len(results) == 3 * len(rows)
    for result in results:
        row = rows[int(result["person_id"])]
        assert row[f"{result['round']} verdict"] == result["verdict"], row
        deciding = [each["id"] for each in result["criteria"] if each["outcome"] == result["verdict"] != "eligible"]
        assert row[f"{result['round']} criteria"].split("|") == (deciding or [""]), row
        told = row[f"{result['round']} depends_on"]
        assert bool(told) == bool(result["missing"]), row


def test_an_outcome_hangs_on_the_place_as_the_judge_says(ask: Client) -> None:
    admission = ask.handler.loaded.knowledge.once(Admission)
    (third,) = (each for each in admission.rounds if each.notation == "win-win-3")
    (title,) = (each.iri for each in admission.titled.rulebook.titles.values() if each.notation == "aufenthg-25-2")
    outcome = admission.of_title(third, title)
    assert [each.fact for each in outcome.depends] == ["territory_status"]
    assert {said.en: level for said, level in outcome.depends[0].ways} == {
        "free": Level.OK,
        "occupied": Level.BLOCKED,
        "doubtful": Level.REVIEW,
    }


def test_the_page_says_the_same_as_the_file(ask: Client) -> None:
    rows = table(ask, q="25 II", lang="en")
    text = page(ask, "/admission?q=25+II&lang=en")
    verdicts = ask.handler.loaded.rulebook.outcomes[PERSONS]
    labels = {each.label.en: each.notation for each in verdicts}
    shown = {}
    for line in re.findall(r'<tr role="row"><th scope="row".*?</tr>', text, re.DOTALL):
        link = re.search(r'href="/id/title/([^"?]+)', line)
        badges = [re.search(r'data-tone="\w+">([^<]+)', cell) for cell in line.split("<td")[1:]]
        if link:
            shown[link[1]] = [labels[each[1]] for each in badges if each]
    assert shown == {
        row["title"]: [row[name] for name in row if name.endswith(" verdict")] for row in rows if row["title"]
    }
    assert len(shown) > 5


def test_officials_find_a_title_as_they_write_it(ask: Client) -> None:
    assert "aufenthg-25-2" in {row["title"] for row in table(ask, q="25 II")}
    assert "duldung" in {row["legal_group"] for row in table(ask, q="§ 60a Abs. 2")}
    assert table(ask, q="nothing of the kind") == []


@pytest.mark.parametrize(
    "address", ["/rounds?round=win-win-1", "/rounds?round=win-win-1&round=win-win-2", "/admission"]
)
def test_how_sure_the_rules_of_a_round_are_stands_once_on_each_page_that_follows_them(
    ask: Client, address: str
) -> None:
    note = ask.handler.loaded.rulebook.rounds["https://w3id.org/regelgraph/id/round/win-win-1"].note
    assert note
    for lang in ("de", "en"):
        said = words(page(ask, f"{address}{'&' if '?' in address else '?'}lang={lang}"))
        assert said.count(note.get(lang)) == 1
    assert note.en not in words(page(ask, "/admission?round=win-win-2&lang=en"))


def test_paper_says_what_was_asked(ask: Client) -> None:
    text = page(ask, "/admission?q=25+II&outcome=review&lang=en").partition('class="print-only"')[2]
    assert "Find a residence title 25 II Result to be reviewed" in words(text.partition("</dl>")[0])
    assert 'class="print-only"' not in page(ask, "/admission?lang=en")


def test_a_filter_leaves_lines_with_that_outcome_in_a_round_shown(ask: Client) -> None:
    rows = table(ask, outcome="not_eligible", round="win-win-2")
    assert {row["win-win-2 verdict"] for row in rows} == {"not_eligible"}
    assert rows == [row for row in table(ask, round="win-win-2") if row["win-win-2 verdict"] == "not_eligible"]


def test_each_cell_that_is_not_safe_names_criterion_and_clause(ask: Client) -> None:
    for row in table(ask):
        for each in ("win-win-1", "win-win-2", "win-win-3"):
            safe = row[f"{each} verdict"] == "eligible"
            assert safe != bool(row[f"{each} criteria"])
            assert safe != bool(row[f"{each} citations"])


def test_notes_say_what_else_may_matter(ask: Client) -> None:
    text = words(page(ask, "/admission?lang=en"))
    assert "It is assumed: title ended before entry : no" in text.replace("entry: no", "entry : no")
    assert "title ended before entry: yes" in text.replace("entry : yes", "entry: yes")
    assert "EU country" in text or "EU" in text
    assert re.search(r"if the card was valid on .*?2025.*?, it counts until .*?2026", text)


@pytest.mark.parametrize("notation", ["win-win-1", "win-win-2", "win-win-3"])
def test_a_round_is_told_whole(ask: Client, notation: str) -> None:
    book = ask.handler.loaded.rulebook
    text = page(ask, f"/rounds?round={notation}&lang=en")
    said = words(text)
    (round_,) = (each for each in book.rounds.values() if each.notation == notation)
    for iri in round_.criteria:
        criterion = book.criteria[iri]
        assert criterion.label.en in said
        for clause in (book.clauses[each] for each in criterion.clauses):
            assert " ".join(clause.sentence.split()) in said
            assert " ".join(clause.paraphrase.en.split()) in said
            assert clause.citation.en in said
        for norm in criterion.norms:
            assert book.norms[norm].citation in said
    asked = {name for iri in round_.criteria for name in book.criteria[iri].reads}
    plain = {each.name for kind in (PERSONS, NETWORKS) for each in book.facts[kind].values()} & asked
    assert plain
    assert all(f"<code>{name}" in text for name in plain)
    assert "For participants" in said
    assert "For cooperation networks" in said
    assert "concurrent participations" in said


def test_two_rounds_differ_by_what_only_one_has(ask: Client) -> None:
    text = page(ask, "/rounds?round=win-win-1&round=win-win-2&lang=en")
    said = words(text)
    assert "Criteria: 1 differ, 0 only in Win-Win, round 1, 2 only in Win-Win, round 2, 8 the same." in said
    for name in ("residence status", "consistent status"):
        assert f"{name} only in Win-Win, round 2" in said
    less = words(page(ask, "/rounds?round=win-win-1&round=win-win-2&lang=en&only=differences"))
    assert "age same" in said
    assert "age same" not in less


def test_what_else_differs_between_two_rounds_stands_beside_each_other(ask: Client) -> None:
    text = page(ask, "/rounds?round=win-win-2&round=win-win-3&lang=en")
    said = words(text.partition('id="further"')[2].partition("</table>")[0])
    both = "Asylum, Migration and Integration Fund (AMIF) ; European Social Fund Plus (ESF Plus)"
    assert f"excludes concurrent {both} nothing known funding rate" in said
    assert f"needs territory without nothing known {both}" in said
    assert "of programme" not in said
    clauses = text.partition('id="clauses"')[2].partition('id="further"')[0]
    in_both = re.findall(r"sentence (\d+)", words(clauses).partition("In both rounds")[2])
    assert in_both == sorted(in_both, key=int) != []
    assert 'id="further"' not in page(ask, "/rounds?round=win-win-2&round=win-win-2&lang=en")


def test_changed_outcomes_are_counted(ask: Client) -> None:
    rows = table(ask)
    for one, other in (("win-win-1", "win-win-2"), ("win-win-3", "win-win-2")):
        changed = [row for row in rows if row[f"{one} verdict"] != row[f"{other} verdict"]]
        text = page(ask, f"/rounds?round={one}&round={other}&lang=en")
        assert f"the outcome changes for {len(changed)}," in words(text)
        part = text[text.index('id="effects"') : text.index('id="criteria"')]
        assert len(changed) == len(re.findall(r'href="/id/(?:title|country-group)/', part))


def test_programmes_with_rules_come_first(ask_bare: Client) -> None:
    text = page(ask_bare, "/programmes?lang=de")
    heads = re.findall(r'<h3><a href="([^"?]+)', text)
    assert heads[0] == "/id/programme/win-win"
    programmes = {to for to in links(text) if "/id/programme/" in to}
    assert len(programmes) >= 40
    assert "/rounds?round=wir-1&lang=de" in unescape(text)
    assert "/admission?round=wir-1" not in text
    assert "dieselben Kosten prüfen" in text


def test_a_strangers_programme_stands_on_every_page(ask_stranger: Client) -> None:
    programmes = page(ask_stranger, "/programmes?lang=de")
    assert "Familienhilfe Musterland" in programmes
    assert "/rounds?round=family-2026" in programmes
    one = words(page(ask_stranger, "/rounds?round=family-2026&lang=de"))
    assert "Familienhilfe erhält, wer mindestens ein Kind unter 18 Jahren hat" in one
    assert "Kind, Einkommen und Miete sind die Bedingungen." in one
    assert "number_of_children" in one
    both = words(page(ask_stranger, "/rounds?round=family-2026&round=win-win-2&lang=de"))
    assert "Kinder nur in Familienhilfe 2026" in both
    rows = table(ask_stranger, round="family-2026")
    assert {row["family-2026 verdict"] for row in rows} == {"eligible"}
    assert "Familienhilfe 2026" in page(ask_stranger, "/admission?lang=de")
    for address in ("/programmes", "/rounds?round=family-2026", "/admission?q=mine"):
        assert_sound(page(ask_stranger, address))


def test_nothing_in_the_file_is_a_formula_and_nothing_on_the_page_runs(ask_stranger: Client) -> None:
    (row,) = table(ask_stranger, q="mine", lang="de")
    assert row["citation"] == "'=1+1"
    assert row["label"] == "'=cmd|'/C calc'!A0"
    assert "<script>alert(1)" not in page(ask_stranger, "/admission?q=mine&lang=en")


def test_things_lead_to_what_says_more(ask: Client) -> None:
    def led(address: str) -> set[str]:
        return {unescape(to) for to in links(page(ask, address))}

    assert {"/rounds?round=win-win-2", "/admission?round=win-win-2"} <= led("/id/round/win-win-2")
    assert "/rounds?round=win-win-2&round=win-win-3" in led("/id/round/win-win-2")
    assert "/admission?round=wir-1" not in led("/id/round/wir-1")
    assert {f"/rounds?round=win-win-{at}" for at in (1, 2, 3)} <= led("/id/criterion/age")
    assert "/programmes" in led("/id/programme/win-win")
    assert any(to.startswith("/admission?q=") for to in led("/id/title/aufenthg-25-2"))


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/programmes?x=1", "x"),
        ("/rounds?round=none", "round"),
        ("/rounds?round=win-win-1&round=win-win-2&round=win-win-3", "round"),
        ("/rounds?only=everything", "only"),
        ("/admission?round=wir-1", "round"),
        ("/admission?outcome=perhaps", "outcome"),
        ("/admission?format=xml", "format"),
        ("/admission?lang=fr", "lang"),
        ("/admission?q=" + "x" * 201, "q"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(ask: Client, address: str, parameter: str) -> None:
    assert_problem(ask.get(address), 400, "parameter", repr(parameter))


def test_other_methods_and_other_types_are_refused(ask: Client) -> None:
    assert ask("POST", "/admission").status_code == 405
    assert ask.get("/rounds", "text/csv").status_code == 406
    assert ask.get("/admission", "image/png").status_code == 406


def test_pages_may_be_kept_by_anybody(ask: Client) -> None:
    for address in (*PATHS, "/admission?format=csv"):
        answer = ask.get(address)
        assert answer.headers["cache-control"].startswith("public")
        assert "Accept-Language" in answer.headers["vary"]
