"""Asked by a running service, both clients give what its documents say, typed."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from regelgraph.client import AsyncClient, Client, NetworkResult, PairResult, PersonResult, ProblemError, Text, calls

from tests.client.conftest import SAMPLES

AS_OF = date(2026, 11, 24)
PERSON: dict[str, str | int | bool | date] = {
    "person_id": "P1",
    "sex": "m",
    "age": 25,
    "citizenship": "SYR",
    "employable": True,
    "entry_date": AS_OF,
}
NETWORKS = SAMPLES / "networks.csv"


def got(url: str, path: str, **params: Any) -> Any:
    return httpx.get(url + path, params=params, timeout=60).json()


def test_health_says_that_it_is_ready(service: Client, url: str) -> None:
    found = service.health()
    assert found.ready
    assert (found.version, found.fingerprint) == tuple(
        got(url, "/health/ready")[name] for name in ("version", "fingerprint")
    )


def test_questions_are_those_of_the_list(service: Client, url: str) -> None:
    listed = got(url, "/questions")["questions"]
    found = service.questions()
    assert [each.id for each in found] == [each["id"] for each in listed]
    for question, document in zip(found, listed, strict=True):
        assert question.title == Text(**document["title"])
        assert [(p.name, p.type, p.required) for p in question.parameters] == [
            (p["name"], p["type"], p["required"]) for p in document["parameters"]
        ]
        assert [c.name for c in question.columns] == [c["name"] for c in document["columns"]]


def test_a_page_of_an_answer_is_the_document(service: Client, url: str) -> None:
    document = got(url, "/questions/rounds-and-rules", round="win-win-2", limit=5)
    found = service.ask("rounds-and-rules", round="win-win-2", limit=5)
    assert [dict(row) for row in found] == document["rows"]
    assert (found.total, found.next, found.columns) == (document["total"], document["next"], tuple(document["columns"]))
    assert found.parameters == document["parameters"]


def test_rows_go_through_all_pages(service: Client) -> None:
    whole = list(service.ask("rounds-and-rules"))
    pages = list(service.pages("rounds-and-rules", limit=30))
    assert [len(page) for page in pages] == [30] * (len(whole) // 30) + [len(whole) % 30]
    assert list(service.rows("rounds-and-rules", limit=30)) == whole


def test_parameters_are_days_numbers_and_words_of_the_language(service: Client) -> None:
    named = {"from": "win-win-1", "to": "win-win-2"}
    assert service.ask("round-changes", named).parameters == named
    assert service.ask("networks-lacking-partner", day=AS_OF, round=None).parameters == {"day": "2026-11-24"}


def test_a_refusal_names_type_status_and_parameter(service: Client) -> None:
    with pytest.raises(ProblemError, match="rund") as caught:
        service.ask("rounds-and-rules", rund="win-win-2")
    assert (caught.value.status, caught.value.kind, caught.value.parameter) == (400, "parameter", "rund")
    with pytest.raises(ProblemError) as caught:
        service.ask("../health/live")
    assert (caught.value.status, caught.value.kind) in [(404, "question"), (404, "not-found")]


def test_a_list_may_be_rows_bytes_or_a_file_in_any_format(service: Client, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [{"person_id": "P1", "age": "25", "sex": "m"}, {"person_id": "P2", "age": "17", "sex": "w"}]
    text = b"person_id,age,sex\nP1,25,m\nP2,17,w\n"
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    parquet, other = tmp_path / "list.parquet", tmp_path / "list.data"
    pq.write_table(pa.Table.from_pylist(rows), parquet)
    other.write_bytes(text)
    sources: list[Any] = [rows, iter(rows), text, lines, parquet, str(parquet), parquet.read_bytes(), other]
    reports = [service.check_persons(source, rounds="win-win-2", as_of=AS_OF) for source in sources]
    reports.append(service.check_persons(lines[:-1], rounds="win-win-2", as_of=AS_OF, input_format="jsonl"))
    assert all(report == reports[0] for report in reports)
    assert [(each.person_id, each.row) for each in reports[0]] == [("P1", 1), ("P2", 2)]


@pytest.mark.parametrize(
    ("kind", "sample", "member", "result"),
    [
        ("persons", "participants.csv", "check_persons", PersonResult),
        ("participations", "participations.csv", "check_participations", PairResult),
        ("networks", "networks.csv", "check_networks", NetworkResult),
    ],
)
def test_a_report_holds_what_the_document_says(
    service: Client, url: str, kind: str, sample: str, member: str, result: type
) -> None:
    check: Callable[..., Any] = getattr(service, member)
    found = check(SAMPLES / sample, rounds=["win-win-2", "win-win-3"], as_of=AS_OF)
    document = httpx.post(
        f"{url}/check/{kind}",
        params={"round": ["win-win-2", "win-win-3"], "as_of": "2026-11-24"},
        content=(SAMPLES / sample).read_bytes(),
        headers={"Content-Type": "text/csv"},
        timeout=60,
    ).json()
    assert found.summary == document["summary"]
    assert found.warnings == tuple(document["warnings"])
    assert found.knowledge.as_of == "2026-11-24"
    assert len(found) == len(document["results"]) > 0
    for each, row in zip(found, document["results"], strict=True):
        assert type(each) is result
        assert {name: getattr(each, name) for name in row if name != "criteria"} == {
            name: value for name, value in row.items() if name != "criteria"
        }
        assert [(c.id, c.outcome, c.reason.en) for c in each.criteria] == [
            (c["id"], c["outcome"], c["reason"]["en"]) for c in row["criteria"]
        ]
        assert "|".join(each.missing_columns) == row["missing"]


@pytest.mark.parametrize("name", ["report.csv", "report.xlsx", "report.parquet", "report.jsonl", "report.ttl"])
def test_a_report_is_written_in_any_format(service: Client, url: str, tmp_path: Path, name: str) -> None:
    from regelgraph.client.parameters import FORMATS

    service.save_report("networks", NETWORKS, tmp_path / name, rounds="win-win-2", as_of=AS_OF)
    expected = httpx.post(
        f"{url}/check/networks?round=win-win-2&as_of=2026-11-24",
        content=NETWORKS.read_bytes(),
        headers={"Content-Type": "text/csv", "Accept": FORMATS[name.partition(".")[2]]},
        timeout=60,
    ).content
    assert len((tmp_path / name).read_bytes()) == len(expected) > 1000
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_answer_is_written_to_whatever_takes_bytes(service: Client) -> None:
    out = io.BytesIO()
    service.save_answer("rounds-and-rules", out, round="win-win-2")
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert len(rows) == service.ask("rounds-and-rules", round="win-win-2").total


def test_an_explanation_is_the_whole_tree(service: Client, url: str) -> None:
    found = service.explain({**PERSON, "residence_title": "xx"}, round_id="win-win-2", as_of=AS_OF)
    document = httpx.post(
        f"{url}/explain/person?round=win-win-2&as_of=2026-11-24",
        json={"person": {**PERSON, "residence_title": "xx", "entry_date": "2026-11-24"}},
        timeout=60,
    ).json()
    assert (found.verdict, found.round, found.person_id) == (document["verdict"], "win-win-2", "P1")
    assert [each.id for each in found.criteria] == [each["id"] for each in document["criteria"]]
    assert {fault.cell for each in found.criteria for because in each.because for fault in because.faults} == {"xx"}
    for each, tree in zip(found.criteria, document["criteria"], strict=True):
        assert each.reads == {name: Text(**value) for name, value in tree["reads"].items()}
        assert [n.url for n in each.norms] == [n["url"] for n in tree["norms"]]
        assert [c.sentence for c in each.clauses] == [c["sentence"] for c in tree["clauses"]]


def test_the_asynchronous_client_gives_the_same(service: Client, url: str, tmp_path: Path) -> None:
    async def all_of_it() -> tuple[Any, ...]:
        async with AsyncClient(url) as client:
            together = asyncio.gather(
                client.health(), client.openapi(), client.questions(), client.ask("acts-and-norms")
            )
            rows = [row async for row in client.rows("rounds-and-rules", limit=30)]
            pages = [len(page) async for page in client.pages("rounds-and-rules", limit=30)]
            checks = [
                await client.check_persons([PERSON], rounds="win-win-2", as_of=AS_OF),
                await client.check_participations(SAMPLES / "participations.csv", as_of=AS_OF),
                await client.check_networks(SAMPLES / "networks.csv", rounds="win-win-2", as_of=AS_OF),
                await client.explain(PERSON, round_id="win-win-2", as_of=AS_OF),
            ]
            await client.save_report("persons", [PERSON], tmp_path / "r.csv", rounds="win-win-2", as_of=AS_OF)
            await client.save_answer("rounds-and-rules", tmp_path / "a.csv")
            with pytest.raises(ProblemError, match="rund"):
                await client.ask("rounds-and-rules", rund=1)
            return (*await together, rows, pages, *checks)

    rows = list(service.rows("rounds-and-rules", limit=30))
    assert asyncio.run(all_of_it()) == (
        service.health(),
        service.openapi(),
        service.questions(),
        service.ask("acts-and-norms"),
        rows,
        [len(page) for page in service.pages("rounds-and-rules", limit=30)],
        service.check_persons([PERSON], rounds="win-win-2", as_of=AS_OF),
        service.check_participations(SAMPLES / "participations.csv", as_of=AS_OF),
        service.check_networks(SAMPLES / "networks.csv", rounds="win-win-2", as_of=AS_OF),
        service.explain(PERSON, round_id="win-win-2", as_of=AS_OF),
    )
    assert (tmp_path / "r.csv").read_bytes().count(b"\n") >= 2
    assert len(list(csv.reader((tmp_path / "a.csv").open(encoding="utf-8-sig")))) == len(rows) + 1


def test_queries_are_answered_by_the_service(service: Client, tmp_path: Path) -> None:
    rounds = "?round a <https://w3id.org/regelgraph/def/FundingRound>"
    rows = [row["round"].value for row in service.sparql(f"SELECT ?round {{ {rounds} }}")]
    assert "https://w3id.org/regelgraph/id/round/win-win-2" in rows
    assert service.sparql(f"ASK {{ {rounds} }}").boolean is True
    assert (
        service.sparql(f"SELECT ?round {{ {rounds} }} #{'x' * 5000}").rows
        == service.sparql(f"SELECT ?round {{ {rounds} }}").rows
    )
    graph = service.sparql(f"CONSTRUCT WHERE {{ {rounds} }}").graph
    assert graph is not None
    assert graph.count("\n") == len(rows)
    service.save_sparql(f"SELECT ?round {{ {rounds} }}", tmp_path / "rounds.tsv")
    assert len((tmp_path / "rounds.tsv").read_text().splitlines()) == len(rows) + 1
    with pytest.raises(ProblemError) as caught:
        service.sparql("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert caught.value.status == 400
    none = service.sparql(
        f"SELECT ?round {{ {rounds} }}", default_graphs=["https://w3id.org/regelgraph/graph/data/norms"]
    )
    assert none.rows == ()


def test_the_service_sends_again_only_what_has_changed(url: str) -> None:
    """What it answers from never changes, so its ETag holds."""
    with Client(url) as client:
        first = client.questions()
        assert client._kept.of(calls.questions()) is not None
        assert client.questions() == first
