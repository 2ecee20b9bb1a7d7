"""What the addresses of these pages ask for: rounds by their notation, and what else each page knows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from regelgraph.errors import ParameterError
from regelgraph.web.pages import only_known, parameters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from regelgraph.rulebook import Round
    from regelgraph.web.linked.values import Words
    from regelgraph.workers.messages import Request


def given(request: Request, known: Collection[str]) -> dict[str, list[str]]:
    """The parameters without empty ones. Raises ParameterError for one that the page does not know."""
    found = parameters(request)
    only_known(found, known)
    return {name: kept for name, values in found.items() if (kept := [each.strip() for each in values if each.strip()])}


def one_of(asked: Mapping[str, list[str]], name: str, known: Collection[str]) -> str:
    """A parameter that is one of a few words; empty if it is not there. Raises ParameterError."""
    value = asked.get(name, [""])[-1]
    if value and value not in known:
        raise ParameterError(name, f"parameter {name!r}: expected {' or '.join(known)}")
    return value


def rounds_of(asked: Mapping[str, list[str]], known: Iterable[Round], most: int | None = None) -> list[Round]:
    """The rounds that are asked for, by notation or IRI, each once. Raises ParameterError for one that is not known."""
    rounds = list(known)
    by_name = {each.iri: each for each in rounds} | {each.notation: each for each in rounds}
    names = asked.get("round", [])
    for name in names:
        if name not in by_name:
            names_known = ", ".join(each.notation for each in rounds)
            raise ParameterError("round", f"parameter 'round': unknown round {name!r}; known are {names_known}")
    found = list({by_name[name].iri: by_name[name] for name in names}.values())
    if most is not None and len(found) > most:
        raise ParameterError("round", f"parameter 'round': expected at most {most} rounds")
    return found


def kept(asked: Mapping[str, list[str]]) -> str:
    """What is asked, for the address of the same page in the other language."""
    told = urlencode([(name, value) for name, values in asked.items() if name != "lang" for value in values])
    return f"{told}&" if told else ""


def way(words: Words, *below: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below the programmes."""
    return words.way((words.say("programmes-heading"), "/programmes"), *below)
