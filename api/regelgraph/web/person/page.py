"""The page from its template: the fields, the verdict and the reasoning of what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from regelgraph.linked.labels import Labels
from regelgraph.web.linked.values import Words
from regelgraph.web.pages import rendered
from regelgraph.web.person.controls import Controls
from regelgraph.web.person.field import OPEN, PART, WRONG
from regelgraph.web.person.fields import Fields
from regelgraph.web.person.fragments import Fragments
from regelgraph.web.person.judged import judged
from regelgraph.web.person.reasoning import Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from regelgraph.rulebook import Round
    from regelgraph.web.person.asking import Asking
    from regelgraph.web.person.judged import Judged
    from regelgraph.web.person.refused import RefusedError
    from regelgraph.web.place import Place
    from regelgraph.web.service import Loaded

PATH: Final = "/person"
FORM: Final = "person"
"""The id of the form, for buttons outside of it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent: its values, its round, the day that stands for today, and whether that was asked for."""

    values: Mapping[str, str]
    round: Round | None
    as_of: date
    dated: bool = False


def body(
    loaded: Loaded, at: Place, asking: Asking, filled: Filled, template: str, refused: RefusedError | None = None
) -> bytes:
    """The page, or a part of it; `refused` says what is wrong."""
    found = judged(loaded, asking, filled.round, filled.values, filled.as_of) if filled.round else None
    controls, words = loaded.knowledge.once(Controls), Words(loaded, at.lang)
    return rendered(
        loaded,
        template,
        at,
        asking=asking,
        filled=filled,
        day=loaded.knowledge.once(Labels).days.written(filled.as_of.isoformat(), at.lang),
        refused=refused,
        chooser=controls.rounds(asking, at.lang),
        address=_addresses(at, filled),
        crumbs=words.way((words.say("person-title"), PATH)),
        language_form=FORM,
        **_answered(loaded, at, asking, filled, found, controls),
    )


def _addresses(at: Place, filled: Filled) -> Callable[..., str]:
    """Where the form is sent: with the day and the language that were asked for, and nothing of the person."""
    kept = {"as_of": filled.as_of.isoformat()} if filled.dated else {}
    lang = {"lang": at.lang} if at.asked else {}

    def address(**more: str) -> str:
        query = urlencode({**kept, **lang, **more})
        return at.action(PATH) + (f"?{query}" if query else "")

    return address


def _answered(
    loaded: Loaded, at: Place, asking: Asking, filled: Filled, found: Judged | None, controls: Controls
) -> dict[str, Any]:
    """The fields and the reasoning, where there is a round to judge by; first of what is missing is asked next."""
    if found is None or filled.round is None:
        return {"fields": [], "found": None, "fragments": None, "reasoning": None, "next": None, "missing": []}
    fields = Fields(asking, controls, at.lang).of(filled.round, filled.values, found)
    matters = found.tree["missing"]
    missing = [each for each in fields if each.state in (OPEN, PART, WRONG) and each.name in matters]
    return {
        "fields": fields,
        "found": found,
        "fragments": loaded.knowledge.once(Fragments),
        "reasoning": Told(loaded, asking.judge, at.lang).reasoning(found.tree),
        "missing": missing,
        "next": missing[0] if missing else None,
    }
