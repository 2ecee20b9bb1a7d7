"""Forms that are broken, endless or lie about their file: a clear problem, and nothing of them anywhere."""

from __future__ import annotations

import logging

import pytest

from tests.hostile.uploads import CSV, SECRET, refused, sent, service, within
from tests.web.conftest import assert_problem

LIST = b"person_id\nA\n"
FORM = "multipart/form-data; boundary=x"
END = b"--x--\r\n"


def part(said: bytes = b'name="file"; filename="list.csv"', body: bytes = LIST, more: bytes = b"") -> bytes:
    return b"--x\r\nContent-Disposition: form-data; " + said + b"\r\n" + more + b"\r\n" + body + b"\r\n"


@pytest.mark.parametrize(
    ("type_", "data"),
    [
        (FORM, part(b'name="Geheimnis"', b"") * 200_000 + END),
        (FORM, b"--x\r\n" * 2_000_000 + END),
        (FORM, b"Geheimnis" * 1_000_000),
        (FORM, part(more=b"X-Geheimnis: " + b"y" * 10_000_000 + b"\r\n") + END),
        (FORM, part(more=b"X-Geheimnis: y\r\n" * 100_000) + END),
        (FORM, part(b'name="' + b"Geheimnis" * 100_000 + b'"; filename="list.csv"') + END),
        (FORM, part(b'name="file"; filename="' + b"Geheimnis" * 100_000 + b'"') + END),
        (FORM, part(b'filename="Geheimnis"') + END),
        (FORM, b"--x\r\nContent-Type: text/Geheimnis\r\n\r\n" + LIST + b"\r\n" + END),
        ("multipart/form-data", part() + END),
        ("multipart/form-data; boundary=", part() + END),
        ("multipart/form-data; boundary=" + "Geheimnis" * 900, part() + END),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(type_: str, data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        refused(type_, data, 400, "input", "the body is no form that can be read")
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "data",
    [
        part() * 2 + END,
        part() * 900 + END,
        part() + part(b'name="Geheimnis"', b"Geheimnis") + END,
        part(b'name="file"') + END,
        part(b'name="Geheimnis"; filename="list.csv"') + END,
        part(),
        END,
        b"",
    ],
)
def test_a_form_without_exactly_one_file_is_refused(data: bytes) -> None:
    answer = sent(FORM, data)
    assert_problem(answer, 400, "usage", "expected one file in the field 'file' and no other field")
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    "name",
    [
        b"../../etc/passwd.csv",
        b"..\\\\..\\\\list.csv",
        b"/dev/null",
        b"Geheimnis\x01\x1b[31m\x07.csv",
        b"Geheimnis\x00.csv",
        b"a%0d%0aSet-Cookie: x.csv",
        "Geheimnis \N{RIGHT-TO-LEFT OVERRIDE}vsc.exe".encode(),
    ],
)
def test_the_name_of_a_file_says_its_kind_and_nothing_else(name: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = sent(FORM, part(b'name="file"; filename="' + name + b'"') + END)
        wrong = sent(FORM, part(b'name="file"; filename="' + name + b'"', b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") + END)
    assert answer.json()["results"][0]["person_id"] == "A"
    assert "set-cookie" not in answer.headers
    detail = assert_problem(wrong, 400, "input", "the upload is an old Excel workbook")["detail"]
    assert not any(each in detail + caplog.text for each in (SECRET, "passwd", "..", "\x1b"))


def test_a_form_in_a_form_is_a_list_without_ids() -> None:
    nested = b'--y\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n' + LIST + b"\r\n--y--"
    data = part(body=nested, more=b"Content-Type: multipart/mixed; boundary=y\r\n") + END
    refused(FORM, data, 400, "header", "the upload: the column person_id is missing")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, gzip", "Geheimnis"])
def test_a_packed_body_is_refused_whatever_is_in_it(encoding: str) -> None:
    service()
    with within(50):
        answer = sent(CSV, b"\x1f\x8b" + b"\0" * 1_000_000, **{"Content-Encoding": encoding})
    assert_problem(answer, 415, "media-type", "compressed; send it as it is")
    assert SECRET not in answer.text
