"""Who publishes a deployment and whom to ask: what its entry in a catalogue says (DCAT-AP.de)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from regelgraph.settings.addresses import read_url
from regelgraph.settings.kinds import Kind, of

_EMAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_CONTRIBUTOR: Final = re.compile(r"http://dcat-ap\.de/def/contributors/[A-Za-z0-9._-]+")
_LONGEST: Final = 200


def _name(text: str) -> str:
    if not text.isprintable() or len(text) > _LONGEST:
        raise ValueError(text)
    return text


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text) or len(text) > _LONGEST:
        raise ValueError(text)
    return text


def _shown(text: str) -> str:
    return text or "none"


NAME: Final = Kind(_name, _shown, f"a name of at most {_LONGEST} printable characters")
PAGE: Final = Kind(read_url, _shown, "an absolute http or https address without query, fragment and user")
EMAIL: Final = Kind(lambda text: _matching(_EMAIL, text), _shown, "one e-mail address, as office@example.org")
CONTRIBUTOR: Final = Kind(
    lambda text: _matching(_CONTRIBUTOR, text),
    _shown,
    "an IRI of the list of contributors, as http://dcat-ap.de/def/contributors/NAME",
)


@dataclass(frozen=True, slots=True)
class PublisherSettings:
    """Empty is what nobody has set; a catalogue then says that it is missing."""

    publisher_name: str = of("PUBLISHER_NAME", NAME, "", "Who publishes this service; stands in its catalogue `/dcat`.")
    publisher_url: str = of("PUBLISHER_URL", PAGE, "", "The publisher's web page, which identifies them there.")
    contact_name: str = of("CONTACT_NAME", NAME, "", "Whom to ask about the data; the publisher if it is not set.")
    contact_email: str = of("CONTACT_EMAIL", EMAIL, "", "The e-mail address to ask there.")
    contact_url: str = of("CONTACT_URL", PAGE, "", "The address of a form or page to ask there.")
    contributor_id: str = of(
        "CONTRIBUTOR_ID",
        CONTRIBUTOR,
        "",
        "By which IRI GovData knows who delivers the catalogue (dcatde:contributorID).",
    )
