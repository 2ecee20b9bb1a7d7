"""/csv/: tables, what describes them, and their list, as a worker answers them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from regelgraph.linked import twins

from tests.web.conftest import Client, assert_problem

DESCRIBED = '<http://service/csv/metadata.json>; rel="describedby"; type="application/csvm+json"'


@pytest.mark.parametrize("name", ["title.csv", "round_criteria.csv"])
def test_a_table_is_csv_with_a_header_and_says_where_it_is_described(ask_bare: Client, name: str) -> None:
    answer = ask_bare.get(f"/csv/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; header=present; charset=utf-8"
    assert DESCRIBED in answer.headers["link"]
    assert 'rel="license"' in answer.headers["link"]
    assert answer.headers["cache-control"].startswith("public")
    assert answer.content == twins.file(ask_bare.handler.loaded.knowledge, name)


@pytest.mark.parametrize("path", ["/csv/metadata.json", "/csv/csv-metadata.json"])
def test_the_description_is_csvw_and_names_every_table(ask_bare: Client, path: str) -> None:
    answer = ask_bare.get(path)
    assert answer.headers["content-type"] == "application/csvm+json"
    assert answer.json() == ask_bare.get("/csv/", "application/json").json()
    assert answer.json()["@context"] == "http://www.w3.org/ns/csvw"
    files = [table["url"] for table in answer.json()["tables"]]
    assert files == [table.file for table in twins.tables(ask_bare.handler.loaded.knowledge)]


def test_the_page_leads_to_every_table_and_says_how_to_open_them(ask_bare: Client) -> None:
    for lang, words in (("de", "Aus Text/CSV"), ("en", "From Text/CSV")):
        page = ask_bare.get(f"/csv/?lang={lang}", "text/html")
        assert (page.status_code, page.headers["content-language"]) == (200, lang)
        assert DESCRIBED in page.headers["link"]
        assert words in page.text
        tables = re.findall(r'href="/csv/([^"]+\.csv)"', page.text)
        assert tables == [table.file for table in twins.tables(ask_bare.handler.loaded.knowledge)]


def test_there_is_no_other_table(ask_bare: Client) -> None:
    for name in ("no.csv", "title", "../title.csv", "title.csv/", "title.json", "metadata.csv"):
        assert_problem(ask_bare.get(f"/csv/{name}".replace("..", "%2e%2e")), 404, "not-found")
    assert_problem(ask_bare.get("/csv/", "image/png"), 406, "not-acceptable")
    assert_problem(ask_bare("POST", "/csv/title.csv"), 405, "method-not-allowed")
    assert ask_bare("HEAD", "/csv/title.csv").status_code == 200


def test_one_file_holds_all_of_them(ask_bare: Client) -> None:
    answer = ask_bare.get("/csv.zip")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == [f"csv/{name}" for name in twins.names(ask_bare.handler.loaded.knowledge)]
        assert packed.read("csv/title.csv") == ask_bare.get("/csv/title.csv").content
