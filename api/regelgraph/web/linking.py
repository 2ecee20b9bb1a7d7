"""Links to names in pages: in Python, as a page has thousands of them, and a macro costs several times as much."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from regelgraph.web.linked.values import Value
    from regelgraph.web.place import Place


def linking(place: Place) -> Callable[[Value], Markup]:
    """Shows values at a place: a link where there is a page, else text with its language or its day."""

    def link(value: Value) -> Markup:
        text = escape(value.text)
        if value.iri and (to := place.href(value.iri)):
            made = f'<a href="{escape(to)}">{text}</a>'
        elif value.lang and value.lang != place.lang:
            made = f'<span lang="{escape(value.lang)}">{text}</span>'
        elif value.day:
            made = f'<time datetime="{escape(value.day)}">{text}</time>'
        else:
            return text
        return Markup(made)  # noqa: S704 - of parts that are escaped

    return link
