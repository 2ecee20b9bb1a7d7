"""What differs in meaning between two knowledges: names, readings, rounds, decision tables, verdicts by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.comparing.difference import Difference, short

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

__all__ = ["Difference", "compare"]


def compare(old: Knowledge, new: Knowledge, lang: str) -> list[Difference]:
    """All differences; none: whatever is judged by the one is judged alike by the other.

    Wording counts for nothing: labels, definitions, reasons, messages, comments, and what a knowledge tells of itself.
    """
    if old.fingerprint == new.fingerprint:
        return []
    # Here, as they need rdflib, which whoever imports a module beside them does not.
    from regelgraph.comparing import answers, names, readings, rounds, rules, verdicts

    named = names.differences(old.store, new.store)
    apart = {each.thing for each in named}
    apart |= {short(iri) for known in (old, new) for iri in names.of_itself(known.store)}
    return [
        *named,
        *(each for each in readings.differences(old.rulebook, new.rulebook) if each.thing not in apart),
        *(each for each in answers.differences(old, new) if each.thing not in apart),
        *rounds.differences(old.rulebook, new.rulebook),
        *rules.differences(old, new, lang),
        *verdicts.differences(old, new),
    ]
