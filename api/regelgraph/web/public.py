"""What answers that anybody may read and keep say in their headers, and what they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.linked.catalogue.licences import licence
from regelgraph.linked.writing import FORMS
from regelgraph.web.accept import RDF

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.workers.messages import Header

KEPT: Final = ("cache-control", "public, max-age=300")
"""By caches, for a while, as knowledge seldom changes."""
NO_STORE: Final = ("cache-control", "no-store")
"""By nobody, as what was sent is a person's."""
METHODS: Final = ("GET", "HEAD")
"""Those of an address that is only read."""
FORM_METHODS: Final = (*METHODS, "POST")
"""Those of a page with a form that is not sent in its address."""
_BY_MEDIA_TYPE: Final = {form.media_type: form for form in FORMS}
FORM_OF: Final = {type_: _BY_MEDIA_TYPE[stands_for] for type_, stands_for in RDF.items()}
"""The form for each media type that a description may be asked for by."""


def content_type(media_type: str) -> str:
    """A media type as it is sent: of a text with its encoding."""
    return media_type + ("; charset=utf-8" if media_type.startswith("text/") else "")


def attachment(name: str) -> Header:
    """Has browsers keep an answer as a file of that name, which is ours: letters, digits, hyphens and dots."""
    return "content-disposition", f'attachment; filename="{name}"'


def of_licence(knowledge: Knowledge) -> list[str]:
    """The link to the licence of all that is known, if there is one for all (RFC 4946)."""
    found = knowledge.once(licence)
    return [f'<{found}>; rel="license"'] if found else []
