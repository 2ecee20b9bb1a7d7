"""What is ready before the first visitor comes."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from regelgraph.comparing.admission import Admission
from regelgraph.linked.kinds import Kinds
from regelgraph.linked.search import Search
from regelgraph.web.handler import Handler
from regelgraph.web.pages import templates
from regelgraph.web.service import Options
from regelgraph.web.warming import steps
from regelgraph.workers.messages import Reply, Request

GIVEN = {"/openapi.json", "/.well-known/sparql-examples"}


class Watched(Handler):
    """A handler that remembers what it was asked, and what it said."""

    def __init__(self) -> None:
        super().__init__(Options(examples=True, today=lambda: date(2026, 11, 24)))
        self.asked: list[tuple[Request, Reply]] = []

    def handle(self, request: Request) -> Reply:
        reply = super().handle(request)
        self.asked.append((request, reply))
        return reply


@pytest.fixture(scope="module")
def warm() -> Watched:
    handler = Watched()
    for _ in steps(handler):
        pass
    return handler


def test_every_page_and_a_list_of_each_kind_is_answered_in_warming_up(warm: Watched) -> None:
    assert {reply.status for _, reply in warm.asked} == {200}
    posted = {request.path for request, _ in warm.asked if request.method == "POST"}
    assert posted == {
        f"/lists/{kind}{part}" for kind in ("persons", "participations", "networks") for part in ("", "/columns")
    }
    languages = {request.path: set[str]() for request, _ in warm.asked if request.method == "GET"}
    for request, _ in warm.asked:
        languages.get(request.path, set()).add(request.header("accept-language"))
    assert all({"de", "en"} <= said for path, said in languages.items() if path not in GIVEN)


@pytest.mark.parametrize("make", [Search, Kinds, Admission])
def test_what_pages_look_up_is_made_of_the_knowledge(warm: Watched, make: type) -> None:
    assert make in warm.loaded.knowledge._made


def test_every_template_is_compiled(warm: Watched) -> None:
    kept = templates().cache
    assert kept is not None
    assert {name for _, name in kept} >= set(templates().list_templates())


def test_pages_need_none_of_what_only_rules_are_compiled_with() -> None:
    code = "import sys, regelgraph.web.warming; assert not {'rdflib', 'pyshacl', 'duckdb'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
