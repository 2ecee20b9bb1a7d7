"""Residence titles and how they are cited and continued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from regelgraph.rulebook.words import Text


@dataclass(frozen=True, slots=True)
class Continuation:
    """A provision that continues a title by law (rg:Continuation).

    A card valid on `if_valid_on` counts until `until`; `for_countries` are country IRIs, empty for all holders.
    """

    if_valid_on: date
    until: date
    for_countries: frozenset[str] = frozenset()
    norms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A concept of the residence-title scheme. `legal_group` is its own group, None if it stands for those below it.

    `azr_texts` are further spellings, which several titles may share. `paragraphs` are the numbers of all Absätze of a
    paragraph that the concept stands for. `previous_groups` are the legal groups of a previous title that lead to this
    one where a cell names the previous title. `group_reason` says why the title has its legal group.
    """

    iri: str
    notation: str
    label: Text
    citation: str
    aliases: tuple[str, ...]
    kind: str | None
    legal_group: str | None
    broader: tuple[str, ...]
    norms: tuple[str, ...]
    continuations: tuple[Continuation, ...] = ()
    previous_title_decides: bool = False
    azr_texts: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    previous_groups: tuple[str, ...] = ()
    group_reason: Text | None = None


@dataclass(frozen=True, slots=True)
class TitleScheme:
    """How titles are cited: names of acts and of kinds of title to their IRIs, and the act meant where none is named.

    `kind_broader` leads from a kind to the kinds that include it.
    """

    default_act: str | None = None
    acts: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    kind_broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
