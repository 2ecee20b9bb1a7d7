"""What is asked while the service is under load: requests whose answers are known, refused ones, and costly ones."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
MARKER = "Geheim7391"
"""Stands in every list that is sent, and may stand nowhere but in its answer."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"
NDJSON = "application/x-ndjson"
JSON = "application/json"
WHEN = "round=win-win-2&as_of=2026-11-24"


@dataclass(frozen=True)
class Ask:
    """A request, and the statuses that its answer may have."""

    target: str
    accept: str = JSON
    type: str = ""
    body: bytes = b""
    statuses: tuple[int, ...] = (200,)

    @property
    def method(self) -> str:
        return "POST" if self.type else "GET"

    @property
    def headers(self) -> dict[str, str]:
        return {"Accept": self.accept, **({"Content-Type": self.type} if self.type else {})}


def sparql(text: str, accept: str = "application/sparql-results+json", *statuses: int) -> Ask:
    return Ask(f"/sparql?query={quote(text)}", accept, statuses=statuses or (200,))


def marked(name: str) -> list[list[str]]:
    """A sample list with the marker in its ids and in a column of its own."""
    data = (SAMPLES / f"{name}.csv").read_bytes()
    text = data.decode("utf-8-sig" if name == "networks" else "cp1252")
    head, *rows = csv.reader(text.splitlines(), delimiter=";" if ";" in text.splitlines()[0] else ",")
    return [[*head, MARKER], *([f"{MARKER}{row[0]}", *row[1:], MARKER] for row in rows[:20] if len(row) == len(head))]


def as_csv(rows: list[list[str]]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


PERSON = {"person_id": MARKER, "sex": "m", "birth_date": "1999", "citizenship": MARKER, "residence_title": "25 II"}


def known() -> list[Ask]:
    """Requests that are answered by the same bytes every time."""
    listed = marked("participants")
    persons, columns, book = as_csv(listed), BytesIO(), openpyxl.Workbook()
    pq.write_table(pa.table(dict(zip(listed[0], zip(*listed[1:], strict=True), strict=True))), columns)
    for row in listed:
        book.active.append(row)
    sheet = BytesIO()
    book.save(sheet)
    rows = b"\n".join(json.dumps({**PERSON, "person_id": f"{MARKER}{n}"}).encode() for n in range(20))
    sent = json.dumps({"persons": [PERSON]}).encode()
    checks = [
        Ask(f"/check/persons?{WHEN}", accept, type_, body)
        for type_, body in ((JSON, sent), ("text/csv", persons), (NDJSON, rows), (XLSX, sheet.getvalue()))
        for accept in (JSON, "text/csv", NDJSON, "text/turtle")
    ]
    checks += [Ask(f"/check/persons?{WHEN}", JSON, PARQUET, columns.getvalue())]
    checks += [
        Ask(f"/check/{kind}?{WHEN}", JSON, "text/csv", as_csv(marked(kind))) for kind in ("participations", "networks")
    ]
    questions = [
        Ask(f"/questions/{asked}", accept)
        for asked in ("rounds-and-rules?round=win-win-2", "actors-in-territory?territory=06435", "open-readings")
        for accept in (JSON, "text/csv", "text/html", "application/sparql-results+json")
    ]
    explained = [Ask(f"/explain/person?{WHEN}", JSON, JSON, json.dumps({"person": PERSON}).encode())]
    pages = [Ask("/", "text/html"), Ask("/docs", "text/html"), Ask("/openapi.json"), Ask("/questions")]
    return [*checks, *questions, *explained, *pages]


def known_queries() -> list[Ask]:
    """Queries that are answered by the same bytes every time."""
    norm = "<https://w3id.org/regelgraph/id/norm/aufenthg-25>"
    ordered = "SELECT ?s WHERE { ?s a <https://w3id.org/regelgraph/def/Norm> } ORDER BY ?s"
    return [
        sparql(f"SELECT ?p ?o WHERE {{ {norm} ?p ?o }} ORDER BY ?p ?o", accept)
        for accept in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv")
    ] + [sparql(ordered), sparql(f"ASK {{ {norm} ?p ?o }}")]


def refused() -> list[Ask]:
    """Requests that are wrong, each in another way."""
    check = f"/check/persons?{WHEN}"
    deep = b'{"persons":' + b"[" * 5000 + b"]" * 5000 + b"}"
    return [
        Ask(check, JSON, JSON, MARKER.encode(), (400,)),
        Ask(check, JSON, JSON, deep, (400,)),
        Ask(check, JSON, JSON, b'{"persons":[{"person_id":1e999999}]}', (200, 400)),
        Ask(check, JSON, "text/plain", MARKER.encode(), (415,)),
        Ask(check, "image/png", JSON, b'{"persons":[]}', (406,)),
        Ask(check, JSON, XLSX, f"PK{MARKER}".encode(), (400,)),
        Ask(check, JSON, PARQUET, f"PAR1{MARKER}PAR1".encode(), (400,)),
        Ask(check, JSON, NDJSON, f'{{"{MARKER}": [}}'.encode(), (400,)),
        Ask("/check/persons?round=none", JSON, JSON, b'{"persons":[]}', (400,)),
        Ask("/check/persons?as_of=tomorrow", JSON, JSON, b'{"persons":[]}', (400,)),
        Ask("/questions/rounds-and-rules?round=nothing", statuses=(400,)),
        Ask("/questions/none", statuses=(404,)),
        Ask("/nowhere", statuses=(404,)),
        Ask("/explain/person", JSON, JSON, b"[]", (400,)),
    ]


def refused_queries() -> list[Ask]:
    """Queries that are wrong."""
    return [
        sparql("SELECT", "*/*", 400),
        sparql("INSERT DATA { <a:b> <a:b> <a:b> }", "*/*", 400),
        sparql("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "*/*", 400),
        sparql("SELECT * WHERE " + "{" * 3000 + "}" * 3000, "*/*", 400),
        Ask("/sparql?query=%FF", statuses=(400,)),
    ]


def costly_queries() -> list[Ask]:
    """Queries that are ended, past their time or their memory."""
    triples = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(6))
    grown = " ".join(f"BIND (CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(40))
    return [
        sparql(f"SELECT (COUNT(*) AS ?n) WHERE {{ {triples} }}", "*/*", 503),
        sparql(f"SELECT * WHERE {{ {triples} }} ORDER BY ?o5", "*/*", 503),
        sparql(f"SELECT ?t40 WHERE {{ BIND ('abcdefgh' AS ?t0) {grown} }}", "*/*", 503),
    ]
