"""What is shown as JSON: things, and the lines between them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regelgraph.linked import where
from regelgraph.linked.connected import Lines, Shown
from regelgraph.linked.labels import Labels
from regelgraph.web.place import LANGUAGES

if TYPE_CHECKING:
    from regelgraph.web.explore.state import State
    from regelgraph.web.service import Loaded


def document(loaded: Loaded, state: State, found: Shown, base: str) -> bytes:
    """The answer for programs; `base` is where this deployment is."""
    lines, labels = loaded.knowledge.once(Lines), loaded.knowledge.once(Labels)

    def called(iri: str) -> dict[str, str]:
        return {lang: labels.called(iri, lang) for lang in LANGUAGES}

    def node(iri: str) -> dict[str, Any]:
        kind = lines.kind(iri)
        return {
            "id": iri,
            "label": called(iri),
            "kind": kind or None,
            "kindLabel": called(kind) if kind else None,
            "url": where(iri, base),
            "degree": lines.degree(iri),
            "expanded": iri in state.wish.nodes,
        }

    way = None
    if found.way is not None:
        way = [state.wish.ends[0], *(other for _, _, other in found.way)]
    whole = {
        "nodes": [node(iri) for iri in found.things],
        "edges": [
            {"source": each.source, "target": each.target, "property": each.property, "label": called(each.property)}
            for each in found.lines
        ],
        "path": way,
        "total": found.total,
        "truncated": found.truncated,
        "next": state.after(found.total),
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
