"""A few persons by JSON: byte for byte what the usual way answers, from the same readers, tables and words."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from regelgraph.tables.rows import one_by_one
from regelgraph.web.checks import one_person, small_requests
from regelgraph.web.checks.small_requests import People
from regelgraph.workers.messages import Request

from tests.cases.cases import round_of, tables
from tests.properties.rows import BLANKS, CELLS, GARBAGE, ROUNDS
from tests.single.conftest import Given, Ways, request_of

MORE_CELLS = CELLS | {
    "round": ("", *ROUNDS, "3. Förderrunde", "wir-1", "quatsch", "-"),
    "project": ("", "Projekt A"),
    "citizenship": (*CELLS["citizenship"], "syrisch; xyz", "afghanisch/deutsch", "EU", "423"),
    "exit_date": ("", "2027-01-01", "2019-01-01", "2024", "32.01.2025"),
    "birth_date": (*CELLS["birth_date"], "2027-01-01", "1850-01-01", "1989-13-01"),
}
SPELLINGS = {
    "person_id": ("person_id", "Personen-ID", " PERSON ID "),
    "sex": ("sex", "Geschlecht"),
    "birth_date": ("birth_date", "Geburtsdatum"),
    "age": ("age", "Alter"),
    "citizenship": ("citizenship", "Staatsangehörigkeit", "STAATSANGEHOERIGKEIT", "citizenship_key"),
    "residence_title": ("residence_title", "Aufenthaltstitel"),
    "title_valid_until": ("title_valid_until", "Titel gültig bis"),
    "employable": ("employable", "Erwerbsfähig"),
    "contact_status": ("contact_status", "Kontaktstatus"),
    "migration_background": ("migration_background", "Migrationshintergrund"),
    "entry_date": ("entry_date", "Eintrittsdatum"),
    "exit_date": ("exit_date", "Austrittsdatum"),
    "municipality": ("municipality", "Gemeinde"),
    "project": ("project", "Projekt"),
    "round": ("round", "Förderrunde"),
}
EXTRAS = ("shoe size", "row", "verdict", "", "Bemerkung\n", "=cmd")
ODD_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 10**30), st.floats(allow_nan=False, allow_infinity=False), st.text()
)
FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@st.composite
def persons(draw: st.DrawFn) -> list[dict[str, Any]]:
    headers = {name: draw(st.sampled_from(spelt)) for name, spelt in SPELLINGS.items() if draw(st.integers(0, 5))}
    values = {
        header: st.one_of(
            *[st.sampled_from(MORE_CELLS.get(name, ("P1", "P 2", "")))] * 4,
            st.sampled_from(BLANKS + GARBAGE),
            ODD_VALUES,
        )
        for name, header in headers.items()
    }
    values |= dict.fromkeys(draw(st.lists(st.sampled_from(EXTRAS), max_size=2, unique=True)), ODD_VALUES)
    row = st.fixed_dictionaries({}, optional=values) if draw(st.booleans()) else st.fixed_dictionaries(values)
    return draw(st.lists(row, min_size=1, max_size=4))


QUERIES = st.tuples(
    st.lists(
        st.sampled_from((*ROUNDS, *ROUNDS, "Win-Win 2", "none such")).map(lambda name: ("round", name)), max_size=3
    ),
    st.sampled_from(([], [], [("as_of", "2025-02-03")], [("as_of", "gestern")], [("sheet", "a")], [("nope", "")])),
).map(lambda parts: [*parts[0], *parts[1]])


@FEW
@given(persons(), QUERIES)
def test_any_persons_get_the_bytes_of_the_usual_way(ways: Ways, people: list[dict[str, Any]], query: Given) -> None:
    if not any(name == "sheet" for name, _ in query):
        ways.equal(request_of("/check/persons", {"persons": people}, query))


@settings(FEW, max_examples=25)
@given(persons(), QUERIES)
def test_any_person_is_explained_as_the_usual_way_does(ways: Ways, people: list[dict[str, Any]], query: Given) -> None:
    if not any(name == "sheet" for name, _ in query):
        ways.equal(request_of("/explain/person", {"person": people[0]}, query))


@pytest.mark.parametrize("table", tables(), ids=lambda table: f"{table.parent.name}-{table.stem}")
def test_every_approved_case_gets_the_bytes_of_the_usual_way(
    table: Path, ways: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_person, "MOST", 1_000)
    monkeypatch.setattr(small_requests, "LARGEST", 1 << 20)
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = ways.check(rows, [("round", round_of(table))])["results"]
    assert [row["person_id"] for row in found] == [row["person_id"] for row in rows]


ALIKE = {
    "entry_date": ("2025-06-01", "2025-06-02", "2025", "2026-02-05", "k. A."),
    "title_valid_until": ("2024-12-30", "2025-05-31", "2025-06-01", "2025", "2026-02-01", "?!"),
    "residence_title": ("§ 24", "-", "?!"),
    "citizenship": ("UKR", "DEU", "GBR", "-"),
}


def test_persons_who_are_alike_but_for_a_day_or_a_gap_are_told_apart(
    ways: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with each, in two orders, so that none gets what was found for another."""
    monkeypatch.setattr(one_person, "MOST", 2_000)
    monkeypatch.setattr(small_requests, "LARGEST", 1 << 20)
    people = [{"person_id": "1", **dict(zip(ALIKE, cells, strict=True))} for cells in product(*ALIKE.values())]
    monkeypatch.setitem(ways.loaded.knowledge._made, People, People(ways.loaded.knowledge))
    results = ways.check(people, [("round", "win-win-2")])["results"]
    assert len({str(row["criteria"]) for row in results}) > 20
    monkeypatch.setitem(ways.loaded.knowledge._made, People, People(ways.loaded.knowledge))
    ways.check(people[::-1], [("round", "win-win-2")])


def test_what_is_known_of_other_persons_changes_nothing(ways: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where everything is forgotten before each person."""
    people = [
        {"person_id": str(number), "birth_date": f"199{number}", "sex": "m", "exit_date": "1"} for number in range(8)
    ]
    query = [("round", "win-win-2"), ("round", "win-win-3")]
    forgetful = People(ways.loaded.knowledge)
    forgetful.judging._most_bytes = 0
    expected = ways.check(people, query)
    monkeypatch.setitem(ways.loaded.knowledge._made, People, forgetful)
    assert ways.check(people, query) == ways.check(people, query) == expected
    assert forgetful.judging._forgotten > 1


def test_what_is_known_is_bounded_whatever_comes(ways: Ways) -> None:
    """By its bytes, of which a cell too long to be read keeps none."""
    one = one_by_one.OneByOne(ways.loaded.knowledge, "https://w3id.org/regelgraph/def/PersonCase", 300_000)
    form = one.forms.of(["person_id", "sex", "birth_date", "citizenship"], "persons")
    asked = list(one.rounds.values())[:2]
    most = 0
    for number in range(300):
        one.lines(form, [str(number), "m" * number, f"1999-01-{number}", f"{number} " * 90], asked, str)
        most = max(most, one.bytes)
    assert 150_000 < most < 330_000
    known = one._lexicon.known(form.read[-1][1])
    assert all(len(cell) <= one_by_one.LONGEST_KEPT for cell in known)


def test_headers_and_queries_are_kept_known_up_to_a_number(ways: Ways) -> None:
    for number in range(300):
        request = request_of(
            "/check/persons", {"persons": [{"person_id": "1", f"x{number}": 1}]}, [("round", "win-win-1")]
        )
        many = Request(
            "POST", request.path, request.query + b"&as_of=2%03d-01-01" % number, request.headers, request.body
        )
        assert ways.short(many) is not None
    known = ways.loaded.knowledge.once(People)
    assert len(known._known) <= 256
    assert len(known.judging.forms._known) <= 256


NESTED = b'{"persons":[{"person_id":' + b"[" * 30_000 + b"]" * 30_000 + b"}]}"
LEFT = {
    "nested deep": NESTED,
    "nested deep around": b"[" * 60_000,
    "too many digits": b'{"persons":[{"person_id":%s}]}' % (b"9" * 60_000),
    "too long a cell": b'{"persons":[{"person_id":"%s"}]}' % (b"9" * 32_768),
    "too long a header": b'{"persons":[{"person_id":"1","%s":1}]}' % (b"9" * 32_768),
    "too many columns": b'{"persons":[{"person_id":1%s}]}' % b"".join(b',"x%d":1' % number for number in range(1_000)),
    "not a number": b'{"persons":[{"person_id":NaN}]}',
    "no JSON": b'{"persons":[',
    "no UTF-8": b'{"persons":[{"person_id":"\xff"}]}',
    "half a character": b'{"persons":[{"person_id":"\\ud800"}]}',
    "half a character in a key": b'{"persons":[{"person_id":1,"\\udc00":2}]}',
    "a key twice": b'{"persons":[{"person_id":1,"person_id":2}]}',
    "two columns of a fact": b'{"persons":[{"person_id":1,"sex":"m","Geschlecht":"m"}]}',
    "no id": b'{"persons":[{"sex":"m"}]}',
    "a list in a cell": b'{"persons":[{"person_id":[1]}]}',
    "no object": b'{"persons":[7]}',
    "objects without keys": b'{"persons":[{}]}',
    "no list": b'{"persons":{}}',
    "another member": b'{"persons":[{"person_id":1}],"x":1}',
    "a list alone": b"[]",
}


@pytest.mark.parametrize("body", LEFT.values(), ids=list(LEFT))
def test_what_is_wrong_is_left_to_the_usual_way(body: bytes, ways: Ways) -> None:
    assert ways.equal(request_of("/check/persons", body, [("round", "win-win-2")])) is None


def test_what_looks_like_too_many_objects_is_not_explained_in_either_way(ways: Ways) -> None:
    person = {"person_id": "1", "x": "[" * 1_100}
    assert ways.equal(request_of("/explain/person", {"person": person}, [("round", "win-win-2")])) is None
    assert ways.check([person], [("round", "win-win-2")])


ROW = {"person_id": "1"}


@pytest.mark.parametrize(
    ("body", "query", "headers"),
    [
        ({"persons": [ROW] * (one_person.MOST + 1)}, "", {}),
        ({"persons": []}, "", {}),
        ({"persons": [ROW | {"x": "y" * 70_000}]}, "", {}),
        ({"persons": [ROW]}, "sheet", {}),
        ({"persons": [ROW]}, "", {"accept": "text/csv, application/json;q=0.9"}),
        ({"persons": [ROW]}, "", {"accept": "image/png"}),
        ({"persons": [ROW]}, "", {"content_type": "text/csv"}),
        ({"persons": [ROW]}, "", {"content_encoding": "gzip"}),
    ],
)
def test_what_is_unusual_is_left_to_the_usual_way(
    body: object, query: str, headers: dict[str, str], ways: Ways
) -> None:
    given = [("round", "win-win-2"), *([(query, "a")] if query else [])]
    assert ways.short(request_of("/check/persons", body, given, **headers)) is None


@pytest.mark.parametrize("accept", ["", "*/*", "application/*", "text/html, */*;q=0.1", "application/json;q=0.1"])
def test_any_accept_that_takes_json_first_gets_it(accept: str, ways: Ways) -> None:
    named = {"accept": accept} if accept else {}
    request = request_of("/check/persons", {"persons": [ROW]}, [("round", "win-win-2")], **named)
    assert json.loads(ways.equal(request) or b"")["summary"]["undetermined"] == 1


@pytest.mark.parametrize(
    "number", ["9" * 100, "0." + "1" * 90, "1e-400", "1e99999999999999999999", "1E+7", "-0", "25.50", "1.0"]
)
def test_numbers_of_any_size_keep_their_digits(number: str, ways: Ways) -> None:
    body = b'{"persons":[{"person_id":%s,"age":%s}]}' % (number.encode(), number.encode())
    assert ways.equal(request_of("/check/persons", b"\xef\xbb\xbf" + body, [("round", "win-win-1")]))


LIGHT = """
import json, sys
from datetime import date
from types import SimpleNamespace
from regelgraph.knowledge import load
from regelgraph.web.checks import one_explanation, one_person
from regelgraph.workers.messages import Request
knowledge = load()
options = SimpleNamespace(lang="de", today=date.today, most_rows=100)
loaded = SimpleNamespace(knowledge=knowledge, rulebook=knowledge.rulebook, options=options)
def ask(module, body):
    given = (("content-type", "application/json"),)
    return module.answer(loaded, Request("POST", "", b"round=win-win-2", given, json.dumps(body).encode())).status
row = {"person_id": 1, "birth_date": "2000", "citizenship": "SYR", "residence_title": "Dldung"}
print(ask(one_person, {"persons": [row]}), ask(one_explanation, {"person": row}))
print(sorted({"pyarrow", "duckdb", "rdflib", "pyshacl", "fastapi", "starlette", "pyoxigraph"} & set(sys.modules)))
"""


def test_nothing_heavy_is_imported_for_a_person() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["200 200", "[]"], done.stderr
