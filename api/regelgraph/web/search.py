"""GET /search: things by what they are called, as a page or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from regelgraph.errors import ParameterError
from regelgraph.linked import address_of
from regelgraph.linked.kinds import Kinds
from regelgraph.linked.labels import Labels
from regelgraph.linked.names import is_ours
from regelgraph.linked.search import LONGEST, Found, Search
from regelgraph.terms import TYPE
from regelgraph.web.accept import HTML, JSON, best
from regelgraph.web.linked.address import is_known
from regelgraph.web.linked.values import Value, Words
from regelgraph.web.pages import html, only_known, parameters, place, rendered
from regelgraph.web.paging import part
from regelgraph.web.place import LANGUAGES
from regelgraph.web.public import KEPT
from regelgraph.workers.messages import Reply

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Request

PATH: Final = "/search"
IRI: Final = "iri"
"""The field of what is found by its own IRI."""
_KNOWN: Final = frozenset({"q", "kind", "limit", "offset", "lang"})


def answer(loaded: Loaded, request: Request) -> Reply:
    """What is found. Raises NotAcceptableError and ParameterError."""
    type_ = best(request.header("accept"), (JSON, HTML))
    given = parameters(request)
    only_known(given, _KNOWN)
    sought, kind = (given.get(name, [""])[-1].strip() for name in ("q", "kind"))
    if len(sought) > LONGEST:
        raise ParameterError("q", f"parameter 'q': expected at most {LONGEST} characters")
    found = _by_iri(loaded, sought) or loaded.knowledge.once(Search).find(sought, kind or None)
    asked = {name: value for name, value in (("q", sought), ("kind", kind)) if value}
    shown = part(found, request, asked)
    after = f"{PATH}?{shown.after}" if shown.after else None
    if type_ == JSON:
        document = {
            "query": sought,
            "total": shown.total,
            "results": [_result(loaded, request, each) for each in shown.rows],
            "next": after,
        }
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        return Reply(200, [("content-type", JSON), ("vary", "Accept"), KEPT], [body])
    at = place(loaded, request, PATH, shown.keep)
    words = Words(loaded, at.lang)
    rows = [
        (words.named(each.iri), _kinds(loaded, words, each.iri), words.beside(each.iri), _text(words, each))
        for each in shown.rows
    ]
    values = {
        "sought": sought,
        "rows": rows,
        "part": shown,
        "crumbs": words.way((words.say("search-do"), PATH)),
        "kind": kind,
        "kinds": [(f"id/{each}", name) for each, name in loaded.knowledge.once(Kinds).choices(at.lang)],
    }
    return html(200, rendered(loaded, "search.html", at, **values), at.lang, [KEPT])


def _by_iri(loaded: Loaded, sought: str) -> list[Found]:
    """The thing that is named by its own IRI."""
    known = is_ours(sought) and is_known(loaded.knowledge.store, sought)
    return [Found(sought, IRI, sought)] if known else []


def _text(words: Words, found: Found) -> Value:
    """The text by which a thing was found, with its language where it is the name in another one than the page's."""
    others = [lang for lang in LANGUAGES if lang != words.lang and words.labels.called(found.iri, lang) == found.text]
    return Value(found.text, lang=others[0] if others else "")


def _result(loaded: Loaded, request: Request, found: Found) -> dict[str, Any]:
    labels = loaded.knowledge.once(Labels)
    return {
        "iri": found.iri,
        "url": request.base + address_of(found.iri),
        "label": {lang: labels.called(found.iri, lang) for lang in ("de", "en")},
        "classes": _classes(loaded, found.iri),
        "field": found.field,
        "found": found.text,
    }


def _kinds(loaded: Loaded, words: Words, iri: str) -> list[Value]:
    """What a thing is, in terms of ours where there is one: that a title is a concept tells nobody more."""
    classes = _classes(loaded, iri)
    return [words.named(each) for each in classes if is_ours(each)] or [words.named(each) for each in classes]


def _classes(loaded: Loaded, iri: str) -> list[str]:
    quads = loaded.knowledge.store.quads_for_pattern(NamedNode(iri), NamedNode(TYPE), None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
