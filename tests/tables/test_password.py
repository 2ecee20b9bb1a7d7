"""A workbook with a password is refused in clear words, wherever it is given.

`with-password.xlsx` is encrypted as Excel does it (MS-OFFCRYPTO, agile encryption): a list of one person, encrypted by
msoffcrypto-tool 6.1.0 with the password "geheim".
"""

from __future__ import annotations

from pathlib import Path

import pytest
from regelgraph.web.accept import XLSX

from tests.cases.reports import run
from tests.web.conftest import Client, ask, assert_problem
from tests.web.test_lists_page import send, words

FILE = Path(__file__).parent / "with-password.xlsx"
__all__ = ["ask"]


def test_the_file_is_a_container_with_an_encrypted_package_and_nothing_of_its_list_can_be_read_in_it() -> None:
    data = FILE.read_bytes()
    assert data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    sector = 1 << int.from_bytes(data[30:32], "little")
    directory = sector * (1 + int.from_bytes(data[48:52], "little"))
    names = [
        data[at : at + 64].decode("utf-16-le").partition("\0")[0] for at in range(directory, directory + 4 * 128, 128)
    ]
    assert names[0] == "Root Entry"
    assert "EncryptedPackage".encode("utf-16-le") in data
    assert "EncryptionInfo".encode("utf-16-le") in data
    assert b"<keyEncryptors" in data
    assert not any(word in data for word in (b"PK\x03\x04", b"person_id", b"xl/workbook"))


def test_the_command_says_so_in_one_line_and_writes_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "report.csv"
    assert run(["check", "persons", str(FILE), "--round", "win-win-2", "--output", str(out)]) == 2
    said = capsys.readouterr()
    assert said.err == f"Error: {FILE} is encrypted; save it without a password\n"
    assert not said.out
    assert not out.exists()


def test_the_interface_says_so_without_the_name_of_the_file(ask: Client) -> None:
    body = {"content": FILE.read_bytes(), "headers": {"Content-Type": XLSX}}
    assert_problem(ask("POST", "/check/persons?round=win-win-2", **body), 400, "input", "encrypted", "password")
    form = ask("POST", "/check/persons?round=win-win-2", files={"file": ("Liste Meier.xlsx", FILE.read_bytes())})
    assert "Meier" not in assert_problem(form, 400, "input", "encrypted")["detail"]


@pytest.mark.parametrize("below", ["", "/columns", "/columns?fragment"])
@pytest.mark.parametrize(
    ("lang", "says"), [("de", "mit einem Kennwort verschlüsselt"), ("en", "encrypted with a password")]
)
def test_the_page_says_what_to_do_in_the_language_of_its_reader(ask: Client, below: str, lang: str, says: str) -> None:
    address = f"/lists/persons{below}{'&' if '?' in below else '?'}lang={lang}"
    answer = send(ask, address, FILE.read_bytes(), "liste.xlsx", round="win-win-2")
    assert answer.status_code == 400
    assert says in words(answer.text)
    assert "save it without a password" in words(answer.text)
