"""Checks that a spelling means one thing: no two titles, countries, codes or columns share one as tables read it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from regelgraph.folding import fold
from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground
from regelgraph.tables.readers.spellings import Spellings
from regelgraph.tables.readers.title_spellings import exact_key
from regelgraph.terms import ALIAS, HEADER_ALIAS, IN_SCHEME, NOTATION, PREF_LABEL, RG, TYPE

_NAMES = (ALIAS, NOTATION, PREF_LABEL, RG + "alpha2")


def faults(ground: Ground) -> Iterator[Fault]:
    """One fault per record and spelling that it shares; and `german-alias` for a column without a German header.

    A spelling meant to stand for several countries is declared by one rg:CountryWord that stands for all of them; one
    meant for several titles belongs to a broader title.
    """
    titles, countries = ground.instances(RG + "ResidenceTitle"), ground.instances(RG + "Country")
    apart = {*titles, *countries}
    cited = (NOTATION, RG + "citation", ALIAS)
    yield from _shared(
        ground, "shared-title-spelling", {title: _all_words(ground, title, cited) for title in titles}, key=exact_key
    )
    places = (*countries, *ground.instances(RG + "CountryWord"))
    named = {place: _all_words(ground, place, _NAMES) for place in places}
    yield from _shared(ground, "shared-country-spelling", named, _meant)
    lists: dict[str, dict[str, list[str]]] = {}
    for concept in ground.subjects(IN_SCHEME):
        for scheme in ground.iris(concept, IN_SCHEME) if concept not in apart else ():
            lists.setdefault(scheme, {})[concept] = _all_words(ground, concept, _NAMES)
    for spellings in lists.values():
        yield from _shared(ground, "shared-code-spelling", spellings)
    yield from _headers(ground)


def _headers(ground: Ground) -> Iterator[Fault]:
    kinds: dict[str, dict[str, list[str]]] = {}
    for fact in ground.instances(RG + "Fact"):
        headers = _all_words(ground, fact, (RG + "column", HEADER_ALIAS))
        for kind in ground.iris(fact, RG + "caseKind"):
            held = kinds.setdefault(kind, {})
            held[fact] = headers
            held |= {other: _all_words(ground, other, (RG + "column", HEADER_ALIAS)) for other in _others(ground, fact)}
        labels = ground.words(fact, PREF_LABEL, "de")
        aliases = {fold(alias) for alias in ground.words(fact, HEADER_ALIAS)}
        if labels and aliases and not any(alias in fold(label) for alias in aliases for label in labels):
            yield ground.fault("german-alias", fact, label=", ".join(labels))
    for spellings in kinds.values():
        yield from _shared(ground, "shared-header", spellings)


def _others(ground: Ground, fact: str) -> list[str]:
    return ground.iris(fact, RG + "otherColumn")


def _all_words(ground: Ground, subject: str, props: Iterable[str]) -> list[str]:
    return [word for prop in props for word in ground.words(subject, prop)]


def _meant(ground: Ground, sharing: Collection[str]) -> bool:
    """Whether one country word among those that share a spelling stands for all the others."""
    words = [place for place in sharing if RG + "CountryWord" in ground.iris(place, TYPE)]
    if len(words) != 1:
        return False
    several = ground.iris(words[0], RG + "standsForGroup") or ground.words(words[0], RG + "standsForAnything")
    return bool(several) or set(sharing) <= {*words, *ground.iris(words[0], RG + "standsForCountry")}


def _shared(
    ground: Ground,
    rule: str,
    spellings: dict[str, list[str]],
    meant: Callable[[Ground, Collection[str]], bool] = lambda _ground, _sharing: False,
    key: Callable[[str], str] | None = None,
) -> Iterator[Fault]:
    """A fault for each subject of `spellings` and each of its words that a table may read as another subject, too.

    Words are the same if their `key` is, or if the reader of code lists takes them for the same.
    """
    find = _by_key(spellings, key) if key else Spellings(_pairs(spellings)).find
    for word, (subject,) in _pairs(spellings):
        sharing = find(word)
        if len(sharing) > 1 and not meant(ground, sharing):
            others = ", ".join(sorted(ground.owner(other) for other in sharing - {subject}))
            yield ground.fault(rule, subject, spelling=word, others=others)


def _by_key(spellings: dict[str, list[str]], key: Callable[[str], str]) -> Callable[[str], frozenset[str]]:
    held: dict[str, set[str]] = {}
    for word, (subject,) in _pairs(spellings):
        held.setdefault(key(word), set()).add(subject)
    return lambda word: frozenset(held.get(key(word), ()))


def _pairs(spellings: dict[str, list[str]]) -> Iterator[tuple[str, tuple[str]]]:
    return ((word, (subject,)) for subject, words in spellings.items() for word in words)
