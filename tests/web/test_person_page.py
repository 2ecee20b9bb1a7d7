"""/person: the form comes from the declared facts, the verdict and the tree are those of the checks, nothing leaks."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import httpx
import pytest
from regelgraph.rulebook import Country, Fact, Title
from regelgraph.tables.headers import match_headers
from regelgraph.tables.readers import CellReader
from regelgraph.terms import PERSONS
from regelgraph.web.person.asking import Asking
from regelgraph.web.person.controls import Controls
from regelgraph.web.service import Options

from tests.web.conftest import SAMPLES, TODAY, Client

STRANGER = Path(__file__).parents[1] / "stranger" / "family-benefit.ttl"
ROUND = "win-win-2"
SOME = {"round": ROUND, "sex": "male", "citizenship": "syrisch", "residence_title": "25 II", "entry_date": "01.03.2026"}
VERDICT = re.compile(r'class="verdict" data-tone="(\w+)">([^<]+)<')
FORM = "application/x-www-form-urlencoded"
TONES = ("safe", "doubt", "open", "blocked")


class Form:
    """A page, and what stands in it."""

    def __init__(self, answer: httpx.Response) -> None:
        self.text = answer.text
        self.tree: Element = html5lib.parse(answer.text, namespaceHTMLElements=False)

    def id(self, name: str) -> Element:
        (found,) = self.tree.findall(f".//*[@id='{name}']")
        return found

    def words(self, name: str) -> str:
        return " ".join("".join(self.id(name).itertext()).split())

    @property
    def fields(self) -> list[str]:
        """Names of the facts that are asked for, in their order."""
        ids = [each.get("id", "") for each in self.tree.iter() if "field" in each.get("class", "").split()]
        return [name.removeprefix("field-") for name in ids if name != "field-round"]

    @property
    def verdict(self) -> tuple[str, str]:
        """Its tone and its word."""
        (found,) = self.tree.findall(".//*[@class='verdict']")
        return found.get("data-tone", ""), "".join(found.itertext())

    def state(self, name: str) -> str:
        return self.id(f"state-{name}").get("data-state", "")

    @property
    def values(self) -> dict[str, str]:
        """What a browser would send of it."""
        found: dict[str, str] = {}
        form = self.id("person")
        for each in form.iter("input"):
            name, kind = each.get("name"), each.get("type")
            if name and (kind != "radio" or each.get("checked") is not None):
                found[name] = each.get("value", "")
        for each in form.iter("select"):
            chosen = [one.get("value", "") for one in each.iter("option") if one.get("selected") is not None]
            found[each.get("name", "")] = chosen[0] if chosen else ""
        return found


def shown(ask: Client, values: dict[str, str], query: str = "?lang=de", status: int = 200) -> Form:
    answer = ask("POST", f"/person{query}", data=values, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return Form(answer)


def opened(ask: Client, query: str, status: int = 200) -> Form:
    answer = ask.get(f"/person{query}", "text/html")
    assert answer.status_code == status, answer.text
    return Form(answer)


@pytest.fixture(scope="module")
def stranger() -> Client:
    return Client(Options(extra=(STRANGER,), today=lambda: TODAY))


def asking(ask: Client) -> Asking:
    return ask.handler.loaded.knowledge.once(Asking)


def test_the_round_is_asked_for_first_and_then_every_fact_that_its_criteria_read(ask_bare: Client) -> None:
    first = opened(ask_bare, "?lang=de")
    assert first.fields == []
    assert [each.get("value") for each in first.tree.iter("input") if each.get("name") == "round"] == [
        *asking(ask_bare).rounds
    ]
    judge = asking(ask_bare).judge
    for notation, round_ in asking(ask_bare).rounds.items():
        read = {name for each in judge.criteria(round_.iri, PERSONS) for name in each.reads}
        wanted = {column for name in read for column in judge.inputs(PERSONS, name)}
        assert set(opened(ask_bare, f"?lang=de&round={notation}").fields) == wanted


def test_what_can_exclude_alone_comes_first_and_what_only_raises_doubt_last(ask_bare: Client) -> None:
    assert opened(ask_bare, f"?round={ROUND}").fields == [
        *("sex", "birth_date", "entry_date", "age", "employable"),
        *("citizenship", "residence_title", "contact_status", "title_valid_until"),
    ]


def test_labels_hints_and_choices_are_those_of_the_facts_in_both_languages(ask_bare: Client) -> None:
    rulebook = ask_bare.handler.loaded.rulebook
    for lang in ("de", "en"):
        page = opened(ask_bare, f"?lang={lang}&round=win-win-3")
        for name in page.fields:
            fact: Fact = rulebook.facts[PERSONS][name]
            words = page.words(f"field-{name}")
            assert words.casefold().startswith(fact.label.get(lang).casefold())
            assert fact.definition.get(lang) in words
            assert all(rulebook.evidence[iri].get(lang) in words for iri in fact.evidence)
            for choice in Controls(ask_bare.handler.loaded.knowledge).of(fact, lang).choices[:5]:
                options = [each.get("value") for each in page.id(f"field-{name}").iter() if each.get("value")]
                assert choice.value in options


def test_every_suggestion_is_understood_as_what_it_stands_for(ask_bare: Client) -> None:
    loaded = ask_bare.handler.loaded
    kept = Controls(loaded.knowledge)
    for name in ("citizenship", "residence_title"):
        fact = loaded.rulebook.facts[PERSONS][name]
        reader = CellReader(loaded.rulebook, fact)
        listed: dict[str, Title | Country] = {**loaded.rulebook.titles, **loaded.rulebook.countries}
        for lang in ("de", "en"):
            choices = kept.of(fact, lang).choices
            assert len(choices) > 200
            for each in choices:
                assert reader.read(each.value).possible == reader.read(listed[each.iri].notation).possible, each


def test_what_still_matters_stands_first_and_what_is_not_needed_last(ask_bare: Client) -> None:
    page = shown(ask_bare, {"round": ROUND, "sex": "male", "birth_date": "1999", "entry_date": "2026-03-01"})
    assert [page.state(name) for name in page.fields] == [*["open"] * 4, "optional", *["given"] * 3, "idle"]
    assert page.fields[0] == "employable"
    assert page.fields[-1] == "age"
    links = [each.get("href") for each in page.id("verdict").iter("a")]
    assert links[:4] == [f"#field-{name}" for name in page.fields[:4]]
    blocked = shown(ask_bare, {"round": ROUND, "sex": "female"})
    assert [blocked.state(name) for name in blocked.fields] == ["given", *["idle"] * 8]


def test_the_missing_ones_are_those_of_the_report(ask_bare: Client) -> None:
    for values in ({"sex": "male"}, {"citizenship": "deutsch"}, {"birth_date": "1990", "residence_title": "Duldung"}):
        page = shown(ask_bare, {"round": ROUND, **values})
        (row,) = ask_bare.check("persons", {"person_id": "", **values}, params={"round": ROUND}).json()["results"]
        named = [name for name in page.fields if page.state(name) in ("open", "part", "wrong")]
        assert sorted(named) == sorted(row["missing"].split("|"))


def sample() -> list[dict[str, str]]:
    text = (SAMPLES / "participants.csv").read_text(encoding="cp1252")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def rows_by_fact(ask: Client, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows of the sample list under the names of the facts that the page asks for."""
    columns = asking(ask).columns
    matched = match_headers([*rows[0]], asking(ask).facts).columns
    headers = [(each.header, each.column) for each in matched if each.column in columns]
    return [{column: row[header] for header, column in headers if row[header].strip()} for row in rows]


def test_where_no_fact_of_the_person_can_settle_it_the_page_says_so_and_why(ask_bare: Client) -> None:
    clear = {"sex": "male", "age": "24", "employable": "yes", "contact_status": "not-reached"}
    refugee = {**SOME, **clear, "round": "win-win-3", "municipality": "05315000"}
    words = shown(ask_bare, refugee).words("verdict")
    assert "Nicht feststellbar" in words
    assert "Belegung: nicht angegeben" in words
    assert "Zur Person fehlt keine Angabe" in words
    assert "Keine weitere Angabe ist nötig" not in words
    assert "Zur Person fehlt keine Angabe" not in shown(ask_bare, {**refugee, "round": ROUND}).words("verdict")
    del refugee["municipality"]
    assert "Zur Person fehlt keine Angabe" not in shown(ask_bare, refugee).words("verdict")


def test_the_verdict_is_that_of_the_check_for_every_person_of_the_sample_list(ask_bare: Client) -> None:
    rows = [row for row in rows_by_fact(ask_bare, sample()) if row]
    words = [each.label.de for each in ask_bare.handler.loaded.rulebook.outcomes[PERSONS]]
    notations = [each.notation for each in ask_bare.handler.loaded.rulebook.outcomes[PERSONS]]
    tones = set()
    for place, row in enumerate(rows):
        notation = [*asking(ask_bare).rounds][place % 3]
        (judged,) = ask_bare.check("persons", {"person_id": "", **row}, params={"round": notation}).json()["results"]
        live = ask_bare("POST", "/person?lang=de&part=live", data={**row, "round": notation})
        ((tone, word),) = VERDICT.findall(live.text)  # a parser would take longer than all the judging
        at = notations.index(judged["verdict"])
        assert (tone, word.casefold()) == (TONES[at], words[at].casefold()), row
        tones.add(tone)
    assert tones == set(TONES)


def test_the_tree_has_all_that_the_explanation_has(ask_bare: Client) -> None:
    person = {name: value for name, value in SOME.items() if name != "round"} | {"age": "abc"}
    explained = ask_bare("POST", f"/explain/person?round={ROUND}", json={"person": {"person_id": "", **person}}).json()
    for lang in ("de", "en"):
        page = shown(ask_bare, {**SOME, "age": "abc"}, f"?lang={lang}")
        words = page.words("reasoning")
        ids = [each.get("id", "") for each in page.id("reasoning").iter("details")]
        hrefs = {each.get("href", "") for each in page.id("reasoning").iter("a")}
        assert page.words("verdict").count(explained["reasons"][lang]) == 1
        for criterion in explained["criteria"]:
            assert f"criterion-{criterion['id']}" in ids
            assert criterion["label"][lang].casefold() in words.casefold()
            if criterion["outcome"] != "eligible":
                assert criterion["reason"][lang] in words
            assert all(value[lang] in words for value in criterion["reads"].values())
            for clause in criterion["clauses"]:
                assert " ".join(clause["sentence"].split()) in words
                assert clause["paraphrase"][lang] in words
                assert any(href.startswith(f"/id/clause/{clause['id']}") for href in hrefs)
            for norm in criterion["norms"]:
                assert norm["citation"] in words
                assert norm["url"] in hrefs
            for because in criterion["because"]:
                assert all(any(iri.rpartition("/id/")[2] in href for href in hrefs) for iri in because["through"])
    copied = ask_bare("POST", "/person?part=json", data={**SOME, "age": "abc"})
    assert copied.json() == explained
    assert copied.headers["content-disposition"] == 'attachment; filename="person.json"'


def test_open_questions_of_law_are_told_with_both_readings(ask_bare: Client) -> None:
    page = shown(ask_bare, {**SOME, "residence_title": "§ 26 Abs. 3 AufenthG"}, "?lang=de")
    words = page.words("doubts-residence-status")
    note = next(each for each in ask_bare.handler.loaded.rulebook.readings.values() if each.notation == "1")
    for text in (note.question, note.reading_a, note.reading_b, note.officer):
        assert text.de in words
    assert "Zu prüfen (review)." in words
    assert page.id("doubts-residence-status").get("open") is not None


def test_a_field_that_is_not_understood_says_so_itself_and_what_is_expected(ask_bare: Client) -> None:
    page = shown(ask_bare, {"round": ROUND, "birth_date": "gestern", "residence_title": "xyz", "sex": "Banane"})
    for name in ("birth_date", "residence_title", "sex"):
        control = page.id(f"fact-{name}")
        assert control.get("aria-invalid") == "true"
        assert f"state-{name}" in control.get("aria-describedby", "").split()
        assert control.get("value", "?") in page.words(f"state-{name}")
        assert page.state(name) == "wrong"
    assert "TT.MM.JJJJ" in page.words("state-birth_date")
    assert "am nächsten liegen" in page.words("state-residence_title")


def test_what_was_understood_stands_beside_the_field_and_leads_to_the_thing(ask_bare: Client) -> None:
    page = shown(ask_bare, {**SOME, "birth_date": "1999", "citizenship": "syrisch; 223"})
    hrefs = {name: [a.get("href") for a in page.id(f"state-{name}").iter("a")] for name in page.fields}
    assert hrefs["residence_title"] == ["/id/title/aufenthg-25-2?lang=de"]
    assert "/id/country/SYR?lang=de" in shown(ask_bare, SOME).text
    assert "01.01.1999" in page.words("state-birth_date")


def test_what_is_filled_in_comes_back_in_the_other_language_and_in_another_round(ask_bare: Client) -> None:
    page = shown(ask_bare, {**SOME, "birth_date": "1999", "contact_status": "not-reached"})
    (button,) = [each for each in page.tree.iter("button") if each.get("formaction", "").endswith("lang=en")]
    assert button.get("form") == "person"
    english = Form(ask_bare("POST", button.get("formaction", ""), data=page.values))
    assert english.values == page.values
    assert english.tree.get("lang") == "en"
    (first, *_) = [each for each in page.tree.iter("button") if each.get("form", "person") == "person"]
    assert first.get("formaction") is None, "Enter in a field presses the first button of its form"
    other = shown(ask_bare, {**page.values, "round": "win-win-1"})
    assert (other.values["residence_title"], other.state("residence_title")) == ("25 II", "idle")


def test_facts_in_an_address_are_refused_and_so_are_fields_that_nobody_declared(ask_bare: Client) -> None:
    for query in ("?sex=male", "?round=win-win-2&person_id=x", "?lang=de&round=win-win-2&round=win-win-1"):
        page = opened(ask_bare, query, 400)
        assert page.id("refused").get("role") == "alert"
        assert "male" not in page.words("refused")
    for values in ({"person_id": "x"}, {"nonsense": "1"}, {"citizenship_key": "475"}):
        shown(ask_bare, {**SOME, **values}, status=400)
    twice = ask_bare("POST", "/person", content=b"sex=male&sex=female", headers={"Content-Type": FORM})
    assert twice.status_code == 400


def test_wrong_rounds_days_lengths_and_bodies_are_said_on_the_page(ask_bare: Client) -> None:
    assert "win-win-3" in opened(ask_bare, "?round=win-win-9", 400).words("refused")
    opened(ask_bare, "?round=win-win-2&as_of=gestern", 400)
    page = shown(ask_bare, {"sex": "male", "round": ""}, status=400)
    assert page.values["sex"] == "male"
    shown(ask_bare, {"round": ""}, "?lang=en")
    shown(ask_bare, {"round": ""}, "?part=csv", status=400)
    shown(ask_bare, {**SOME, "round": "nirgends"}, status=400)
    assert "500" in shown(ask_bare, {**SOME, "residence_title": "x" * 501}, status=400).words("refused")
    for type_, body, status in (
        ("application/json", b"{}", 415),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense", 400),
        (FORM, b"&".join(b"a=b" for _ in range(300)), 400),
        (FORM, b"sex=" + b"m" * 70_000, 413),
        ("", b"", 415),
    ):
        answer = ask_bare("POST", "/person", content=body, headers={"Content-Type": type_, "Accept": "text/html"})
        assert answer.status_code == status, (type_, answer.text)
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.headers["cache-control"] == "no-store"
    assert ask_bare("POST", "/person?part=nonsense", data=SOME).status_code == 400
    assert ask_bare("PUT", "/person").status_code == 405
    assert ask_bare.get("/person/below").status_code == 404
    assert ask_bare.get("/person", "application/json").status_code == 406


def test_a_form_of_several_parts_is_as_good_and_a_file_in_it_is_refused(ask_bare: Client) -> None:
    parts: Any = {name: (None, value) for name, value in SOME.items()}
    same = ask_bare("POST", "/person?lang=de", files=parts)
    assert Form(same).verdict == shown(ask_bare, SOME).verdict
    assert ask_bare("POST", "/person", files={**parts, "age": ("a.txt", "1")}).status_code == 400


def test_hostile_input_stays_text(ask_bare: Client) -> None:
    bad = '"><script>alert(1)</script>\x00{{ 7*7 }}'
    page = shown(
        ask_bare, {"round": ROUND, "residence_title": bad, "age": bad, "sex": bad, "birth_date": "'onclick='x"}
    )
    assert not [each for each in page.tree.iter("script") if each.get("src") is None]
    assert "<script>alert" not in page.text
    assert page.id("fact-age").get("value", "").startswith('"><script>')
    shown(ask_bare, {"sex": bad, "round": ""}, status=400)


def test_the_page_before_any_fact_may_be_kept_and_every_answer_may_not(ask_bare: Client) -> None:
    assert ask_bare.get(f"/person?round={ROUND}", "text/html").headers["cache-control"].startswith("public")
    for part in ("", "?part=live", "?part=form", "?part=csv", "?part=json"):
        answer = ask_bare("POST", f"/person{part}", data=SOME, headers={"Accept": "*/*"})
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store"), part


def test_the_day_that_stands_for_today_is_printed_and_goes_along(ask_bare: Client) -> None:
    page = shown(ask_bare, SOME, "?lang=en&as_of=2026-02-03")
    assert "as_of=2026-02-03" in page.id("person").get("action", "")
    assert "3 February 2026" in page.words("reasoning")
    knowledge = ask_bare.handler.loaded.knowledge
    assert knowledge.fingerprint in page.words("reasoning")
    assert "25 II" in page.words("sheet")


def test_a_copy_as_csv_is_the_row_of_the_report(ask_bare: Client) -> None:
    copied = ask_bare("POST", "/person?part=csv", data=SOME)
    person = {name: value for name, value in SOME.items() if name != "round"}
    report = ask_bare.check(
        "persons", {"person_id": "", **person}, params={"round": ROUND}, headers={"Accept": "text/csv"}
    )
    assert copied.text == report.text
    assert "filename" in copied.headers["content-disposition"]


def test_spellings_that_the_list_does_not_have_are_found(ask_bare: Client) -> None:
    def found(of: str, text: str) -> list[str]:
        answer = ask_bare("POST", "/person?part=search&lang=de", data={"of": of, "q": text})
        assert answer.headers["cache-control"] == "no-store"
        return [each["value"] for each in answer.json()["results"]]

    for text, meant in (("25 II", "§ 25 Abs. 2"), ("25 V", "§ 25 Abs. 5"), ("25a", "§ 25a Abs. 1"), ("60a", "§ 60a")):
        assert found("residence_title", text)[0] == f"{meant} AufenthG"
    assert found("citizenship", "syrisch") == ["Syrien"]
    assert "Syrien" not in found("residence_title", "Syrien")
    assert ask_bare("POST", "/person?part=search", data={"of": "nonsense", "q": "x"}).status_code == 400


def test_somebody_elses_programme_has_its_form_from_its_turtle_alone(stranger: Client) -> None:
    page = opened(stranger, "?lang=de&round=family-2026")
    assert page.fields == [
        *("number_of_children", "monthly_income", "housing"),
        *("youngest_child_born", "entry_date"),
    ]
    assert page.id("field-housing").get("role") == "radiogroup"
    assert "Wohngemeinschaft" in page.words("field-housing")
    assert page.id("fact-number_of_children").get("inputmode") == "numeric"
    values = {"round": "family-2026", "number_of_children": "2", "monthly_income": "3.350,00", "housing": "rented"}
    values |= {"youngest_child_born": "2015", "entry_date": "2026-01-01"}
    assert shown(stranger, values).verdict == ("doubt", "Zu prüfen")
    assert shown(stranger, {**values, "housing": "owned"}).verdict[0] == "blocked"
    part = shown(stranger, {"round": "family-2026", "monthly_income": "viel"}, "?lang=en")
    assert part.state("monthly_income") == "wrong"
    assert shown(stranger, {**SOME}).verdict[0] == "blocked"


def test_nothing_of_a_built_in_programme_stands_in_the_scripts(ask_bare: Client) -> None:
    facts = asking(ask_bare).facts
    for name in ("person.js", "combobox.js", "combobox-options.js"):
        script = ask_bare.get(f"/static/{name}").text
        assert script.startswith("/*")
        assert not [fact for fact in facts if fact in script and "_" in fact]
        assert "innerHTML" not in script
        assert "Storage" not in script
        assert "history" not in script
