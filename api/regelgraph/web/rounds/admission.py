"""/admission: which residence titles rounds admit, as a table to scan, or as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.comparing.admission import Admission
from regelgraph.errors import ParameterError
from regelgraph.judge.outcomes import Level
from regelgraph.linked.search import LONGEST, Search
from regelgraph.web.accept import CSV, HTML, best
from regelgraph.web.linked.values import Words
from regelgraph.web.pages import html, place, rendered
from regelgraph.web.public import KEPT, attachment, content_type
from regelgraph.web.rounds import notes
from regelgraph.web.rounds.as_csv import written
from regelgraph.web.rounds.asked import given, kept, one_of, rounds_of, way
from regelgraph.web.rounds.cells import Cells
from regelgraph.web.rounds.grid import found, grid, only
from regelgraph.workers.messages import Reply

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Request

PATH: Final = "/admission"
_KNOWN: Final = frozenset({"round", "q", "outcome", "format"})
_FORMATS: Final = {"csv": CSV, "html": HTML}


def answer(loaded: Loaded, request: Request) -> Reply:
    """The table. Raises NotAcceptableError and ParameterError."""
    asked = given(request, _KNOWN)
    format_ = one_of(asked, "format", _FORMATS)
    type_ = _FORMATS[format_] if format_ else best(request.header("accept"), (HTML, CSV))
    admission = loaded.knowledge.once(Admission)
    rounds = rounds_of(asked, admission.rounds) or list(admission.rounds)
    outcome = one_of(asked, "outcome", [each.notation for each in admission.verdicts])
    sought = asked.get("q", [""])[-1]
    if len(sought) > LONGEST:
        raise ParameterError("q", f"parameter 'q': expected at most {LONGEST} characters")
    at = place(loaded, request, PATH, kept(asked))
    words = Words(loaded, at.lang)
    cells = Cells(admission, words)
    titles = found(admission, loaded.knowledge.once(Search), sought) if sought else list(loaded.rulebook.titles)
    whole = grid(admission, cells, words, rounds, titles, everybody=not sought)
    shown = only(whole, outcome) if outcome else whole
    needing = [words.named(each.iri) for each in admission.titled.needing]
    if type_ == CSV:
        said = [
            ("content-type", content_type(CSV)),
            attachment("admission.csv"),
            ("content-language", at.lang),
            ("vary", "Accept, Accept-Language"),
        ]
        who = "|".join(each.notation for each in admission.titled.needing)
        return Reply(200, [*said, KEPT], [written(shown, rounds, who)])
    body = rendered(
        loaded,
        "admission.html",
        at,
        crumbs=way(words, (words.say("admission-heading"), PATH)),
        grid=shown,
        rounds=[(each, words.named(each.iri)) for each in rounds],
        choices=[(each, words.named(each.iri).text, each in rounds) for each in admission.rounds],
        verdicts=[cells.badge(level) for level in Level],
        outcome=outcome,
        sought=sought,
        needing=needing,
        keep=kept({name: values for name, values in asked.items() if name != "format"}),
        assumed=notes.assumed(admission, cells, words, rounds),
        unless=notes.unless(admission, cells, words, rounds),
        needless=notes.needless(admission, cells, words, rounds),
        continued=notes.continued(words, [line.title for group in shown.groups for line in group.lines if line.title]),
        cells=cells.all,
    )
    return html(200, body, at.lang, [KEPT])
