"""Requests with a few persons as JSON, looked at without the framework; the unusual is left to the usual way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from threading import RLock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from regelgraph.errors import RegelgraphError
from regelgraph.judge import Judge
from regelgraph.rulebook import Round
from regelgraph.tables.files.json_values import cells_of, decoded
from regelgraph.tables.files.limits import SERVICE, Limits
from regelgraph.tables.reports.report import short_knowledge
from regelgraph.tables.rounds import asked_for
from regelgraph.tables.rows.forms import Form
from regelgraph.tables.rows.one_by_one import OneByOne
from regelgraph.terms import PERSONS
from regelgraph.web.accept import JSON, best
from regelgraph.web.checks.json_rows import Rows
from regelgraph.web.checks.options import options_of

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

LARGEST: Final = 64 << 10
"""Bytes of a body."""
_LONGEST: Final = 400
"""Characters of a query, and of a value of `Accept`, that is kept known."""
_KNOWN: Final = 256
_EXPLAINED: Final = 500
"""Explanations that one judge makes."""
Answer = Callable[["Loaded", "Request"], "Reply"]


class UnusualError(Exception):
    """The request is for the usual way."""


def unless_unusual(answer: Answer) -> Callable[[Loaded, Request], Reply | None]:
    """An answer that is None where the request is unusual, or wrong: the usual way says then what is wrong."""

    @wraps(answer)
    def tried(loaded: Loaded, request: Request) -> Reply | None:
        try:
            return answer(loaded, request)
        except (UnusualError, RegelgraphError, ArithmeticError, RecursionError):
            return None

    return tried


class People:
    """Those who judge persons by one knowledge, and know what was asked before."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.lock = RLock()
        self.judging = OneByOne(knowledge, PERSONS)
        rulebook = knowledge.rulebook
        self.rows = Rows(self.judging.judge.words, rulebook, short_knowledge(rulebook.version, rulebook.fingerprint))
        self._knowledge = knowledge
        self._explaining = Judge(knowledge)
        self._explained = 0
        self._known: dict[bytes, tuple[tuple[Round, ...], date | None]] = {}

    def asked(self, loaded: Loaded, query: bytes) -> tuple[tuple[Round, ...], date]:
        """The rounds that the parameters ask for, and the day that stands for today."""
        found = self._known.get(query)
        if found is None:
            found = self._parsed(loaded, query)
            if len(query) <= _LONGEST:
                if len(self._known) >= _KNOWN:
                    self._known.clear()
                self._known[query] = found
        return found[0], found[1] or loaded.options.today()

    def _parsed(self, loaded: Loaded, query: bytes) -> tuple[tuple[Round, ...], date | None]:
        given = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
        names = {name for name, _ in given}
        if names & {"sheet", "columns"}:
            raise UnusualError
        options = options_of(given, loaded, PERSONS)
        rounds = asked_for(self.judging.judge, PERSONS, options.rounds)
        return tuple(rounds), options.as_of if "as_of" in names else None

    def explaining(self) -> Judge:
        """The judge for one more explanation; another one now and then, as it remembers more with each."""
        self._explained += 1
        if self._explained % _EXPLAINED == 0:
            self._explaining = Judge(self._knowledge)
        return self._explaining

    def table(self, objects: Sequence[Any], asked: Sequence[Round], name: str) -> tuple[Form, list[list[str]]]:
        """The form of a list of objects, and its cells.

        Raises UnusualError if nothing says by which round to judge, InputError, and TooLargeError beyond the limits.
        """
        rows = [cells_of(each, name, SERVICE) for each in objects]
        headers = list(dict.fromkeys(key for row in rows for key in row))
        SERVICE.few_columns(len(headers))
        for texts in (headers, *(row.values() for row in rows)):
            SERVICE.short(max(map(len, texts), default=0), name)
        form = self.judging.forms.of(headers, name)
        if not asked and not (self.judging.chooser and form.columns.has(self.judging.chooser)):
            raise UnusualError
        return form, [[row.get(key, "") for key in headers] for row in rows]


@contextmanager
def people(loaded: Loaded) -> Iterator[People]:
    """Those who judge persons by this knowledge, for one request at a time."""
    found = loaded.knowledge.once(People)
    with found.lock:
        yield found


def member_of(request: Request, offered: tuple[str, ...], member: str, limits: Limits) -> Any:
    """What the one member of a JSON document holds. Raises UnusualError, InputError, TooLargeError."""
    if len(request.body) > LARGEST or request.header("content-encoding").strip().lower() not in ("", "identity"):
        raise UnusualError
    if request.header("content-type").partition(";")[0].strip().lower() != JSON:
        raise UnusualError
    accept = request.header("accept")
    if best(accept, offered) != JSON:
        raise UnusualError
    body = bytes(request.body)
    limits.few_values(body)
    document = decoded(body, "the body")
    if not isinstance(document, dict) or set(document) != {member}:
        raise UnusualError
    return document[member]
