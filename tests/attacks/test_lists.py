"""Lists as bombs over HTTP: refused with a problem document, and the service is as well as before."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable

import pytest

from tests.attacks.target import Target, refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"
SHEET = "xl/worksheets/sheet1.xml"
LOL = '<!DOCTYPE l [<!ENTITY a "lollollol">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return out.getvalue()


def workbook(sheet: bytes) -> bytes:
    import openpyxl

    out, found = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == SHEET else old.read(name))
    return found.getvalue()


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "json nested deep": (lambda: b'{"persons":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "application/json"),
    "json objects nested deep": (lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "application/json"),
    "json not closed": (lambda: b'{"persons":[' + b'{"person_id":[' * 50_000, "application/json"),
    "json no text": (lambda: b'{"persons":[{"person_id":"\xff\xfe"}]}', "application/json"),
    "lines nested deep": (lambda: b'{"person_id":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "application/x-ndjson"),
    "many columns": (lambda: b",".join(b"c%d" % n for n in range(100_000)) + b"\n1\n", "text/csv"),
    "many rows": (lambda: b"person_id\n" + b"A\n" * 100_000, "text/csv"),
    "quote not closed": (lambda: b'person_id\n"' + b"x\n" * 400_000, "text/csv"),
    "zip of zeros": (lambda: workbook(b"\0" * 100_000_000), XLSX),
    "sheet of spaces": (
        lambda: workbook(b"<worksheet><sheetData>" + b" " * 100_000_000 + b"</sheetData></worksheet>"),
        XLSX,
    ),
    "entities": (lambda: workbook(f"<?xml version='1.0'?>{LOL}]><worksheet>&m;</worksheet>".encode()), XLSX),
    "entity of a file": (
        lambda: workbook(b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>&f;</worksheet>'),
        XLSX,
    ),
    "zip that is no workbook": (lambda: zipped(**{f"../../{n}": b"x" for n in range(3000)}), XLSX),
    "zip cut off": (lambda: workbook(b"<worksheet/>")[:300], XLSX),
    "parquet without anything": (lambda: b"PAR1" + b"\xff" * 5000 + b"\xff\xff\xff\x7fPAR1", PARQUET),
    "parquet of noise": (lambda: b"PAR1" + bytes(range(256)) * 200 + b"\x10\x27\0\0PAR1", PARQUET),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_list_that_is_a_bomb_is_refused(served: Target, kind: str) -> None:
    make, type_ = BOMBS[kind]
    data = make()
    assert len(data) < 2_000_000
    answer = served.check(data, type_)
    refused(answer, 400, 413)
    assert "root:" not in answer.raw
    served.still_well()


@pytest.mark.parametrize("number", ["9" * 300_000, "1e999999999", "-1e-999999999", "0." + "1" * 300_000])
def test_a_number_of_any_size_costs_nothing(served: Target, number: str) -> None:
    for member in ("age", "person_id"):
        answer = served.check(f'{{"persons":[{{"person_id":"A","{member}":{number}}}]}}'.encode())
        assert answer.status in (200, 400, 413), answer.raw[:300]
        assert answer.seconds < 2.0
    served.still_well()


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "nan", "undefined", "0x10", "01", "+1", ".5", "1."])
def test_what_is_no_json_is_refused(served: Target, word: str) -> None:
    refused(served.check(f'{{"persons":[{{"person_id":{word}}}]}}'.encode()), 400)


def test_compressed_bodies_are_refused(served: Target) -> None:
    data = gzip.compress(b'{"persons":[]}' + b" " * 50_000_000, 9)
    for coding in ("gzip", "deflate", "br", "gzip, gzip", "GZIP"):
        path = "/check/persons?round=win-win-2"
        answer = served.ask("POST", path, data[:900_000], Content_Type="application/json", Content_Encoding=coding)
        refused(answer, 413, 415)
    served.still_well()


def test_a_body_that_is_larger_than_any_may_be_is_refused_while_it_comes(served: Target) -> None:
    head = b"POST /check/persons?round=win-win-2 HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
    declared = served.raw(head + b"Content-Length: 5000000000\r\nConnection: close\r\n\r\n")
    assert b" 413 " in declared[:20]
    pieces = b"".join(b"10000\r\n" + b"x" * 65536 + b"\r\n" for _ in range(40))
    found = served.raw(head + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + pieces)
    assert b" 413 " in found[:20] or not found
    served.still_well()


def test_forms_of_many_parts_are_refused(served: Target) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nperson_id\nA\n\r\n'
    long = b'--b\r\nContent-Disposition: form-data; name="' + b"n" * 500_000 + b'"\r\n\r\nx\r\n'
    for body in (
        part * 5000 + b"--b--\r\n",
        long + b"--b--\r\n",
        part,
        b"--b" * 100_000,
        b"--b\r\n" + b"a: b\r\n" * 60_000,
    ):
        refused(served.check(body, "multipart/form-data; boundary=b"), 400, 413)
    refused(served.check(part, "multipart/form-data"), 400)
    refused(served.check(part, "multipart/form-data; boundary=" + "x" * 5000), 400)
    served.still_well()


def test_lone_surrogates_and_control_characters_survive_or_are_refused(served: Target) -> None:
    for text in ("\\ud800", "\\udfff\\ud800", "\\u0000", "\\u001b[2J", "\\uffff", "a\\r\\nb", "\\u2028"):
        body = f'{{"persons":[{{"person_id":"{text}"}}]}}'.encode()
        for accept in ("application/json", "text/csv", "application/x-ndjson", "text/turtle", XLSX, PARQUET):
            path = "/check/persons?round=win-win-2"
            answer = served.ask("POST", path, body, Content_Type="application/json", Accept=accept)
            if answer.status != 200:
                refused(answer, 400)
            elif accept == "application/json":
                assert json.loads(answer.body)["results"][0]["person_id"] == json.loads(f'"{text}"')
    served.still_well()
