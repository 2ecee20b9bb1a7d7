"""GET /versions: what changed from version to version, as a page, as JSON, and as triples."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.linked import address_of
from regelgraph.linked.versions import Change, Version, Versions
from regelgraph.terms import XSD
from regelgraph.web.accept import HTML, JSON, best
from regelgraph.web.linked.values import Value, Words
from regelgraph.web.pages import html, place, rendered
from regelgraph.web.public import FORM_OF, KEPT, content_type
from regelgraph.workers.messages import Reply

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Request

PATH: Final = "/versions"
TYPES: Final = (HTML, JSON, *(type_ for type_ in FORM_OF if type_ != JSON))
_DAY: Final = NamedNode(XSD + "date")


def answer(loaded: Loaded, request: Request) -> Reply:
    """The versions. Raises NotAcceptableError."""
    type_ = best(request.header("accept"), TYPES)
    versions = loaded.knowledge.once(Versions)
    if type_ == HTML:
        return _page(loaded, request, versions)
    if type_ == JSON:
        body = json.dumps(_document(loaded.knowledge, versions, request.base), ensure_ascii=False).encode()
    else:
        form = FORM_OF[type_]
        body, type_ = form.write(loaded.knowledge.once(_triples)), form.media_type
    return Reply(200, [("content-type", content_type(type_)), ("vary", "Accept, Accept-Language"), KEPT], [body])


def _triples(knowledge: Knowledge) -> list[Any]:
    return knowledge.once(Versions).triples()


def _page(loaded: Loaded, request: Request, versions: Versions) -> Reply:
    at = place(loaded, request, PATH)
    words = Words(loaded, at.lang)

    def day(text: str) -> str:
        return words.literal(Literal(text, datatype=_DAY)).text

    def text(change: Change) -> Value:
        lang = at.lang if at.lang in change.text else min(change.text, default="")
        return Value(change.text.get(lang, ""), lang if lang != at.lang else "")

    body = rendered(
        loaded,
        "versions.html",
        at,
        crumbs=words.way((words.say("versions"), PATH)),
        versions=[(each, _by_kind(each, versions.kinds())) for each in versions.all],
        named=words.named,
        day=day,
        text=text,
    )
    return html(200, body, at.lang, [KEPT])


def _by_kind(version: Version, kinds: list[str]) -> list[tuple[str | None, list[Change]]]:
    """The changes of a version, those of meaning first, by kind; those of no kind last."""
    groups = [(kind, [each for each in version.changes if each.kind == kind]) for kind in (*kinds, None)]
    return [(kind, found) for kind, found in groups if found]


def _document(knowledge: Knowledge, versions: Versions, base: str) -> dict[str, Any]:
    running = {"version": knowledge.version, "fingerprint": knowledge.fingerprint}
    return {"knowledge": running, "versions": [_told(each, running, base) for each in versions.all]}


def _told(version: Version, running: dict[str, str], base: str) -> dict[str, Any]:
    runs = version.number == running["version"]
    return {
        "version": version.number,
        "iri": version.iri,
        "url": base + address_of(version.iri),
        "version_iri": version.ontology,
        "issued": version.issued,
        "fingerprint": running["fingerprint"] if runs else None,
        "changes": [
            {
                "iri": each.iri,
                "kind": each.kind.rpartition("/")[2] if each.kind else None,
                "changes_meaning": each.changes_meaning,
                "text": each.text,
                "concerns": [{"iri": iri, "url": base + address_of(iri)} for iri in each.concerns],
            }
            for each in version.changes
        ],
        "retired": [{"iri": each.iri, "successor": each.successor, "why": each.why} for each in version.retired],
    }
