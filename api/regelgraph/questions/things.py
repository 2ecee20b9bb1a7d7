"""Finds the thing that a text names: by IRI, by its end (`KIND/ID`), by notation, label, alias or citation."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from regelgraph.errors import ParameterError
from regelgraph.folding import fold
from regelgraph.questions.model import Parameter
from regelgraph.terms import ALIAS, ID, IN_SCHEME, NOTATION, PREF_LABEL, RDFS, RG, TYPE

if TYPE_CHECKING:
    from pyoxigraph import Store

    from regelgraph.questions.cells import Cells

_IRI: Final = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]+\Z""")
_FIRST_NAMES: Final = (NOTATION,)
_NAMES: Final = (PREF_LABEL, RDFS + "label", ALIAS, RG + "citation", RG + "azrText", RG + "ags", RG + "alpha2")
_SHOWN: Final = 8


class Things:
    """The things of a store by their names; each class is indexed when it is first asked for, and kept.

    What has no such name is read as a cell of a table, if `cells` are given.
    """

    def __init__(self, store: Store, cells: Cells | None = None) -> None:
        self._store = store
        self._cells = cells
        self._kept: dict[tuple[str, ...], tuple[set[str], dict[str, set[str]], dict[str, set[str]]]] = {}

    def find(self, parameter: Parameter, text: str, *, strict: bool = True) -> str:
        """The IRI of the one thing that `text` names among those that the parameter takes.

        Raises ParameterError if there is none or more than one; `strict` refuses an IRI that the store does not know.
        """
        instances, first, further = self._index(parameter.of)
        said = text.strip()
        for iri in (said, ID + said):
            if iri in instances:
                return iri
        for names, key in ((first, said), (further, said), (first, fold(said)), (further, fold(said))):
            found = names.get(key, set())
            if len(found) == 1:
                return next(iter(found))
            if found:
                several = ", ".join(sorted(iri.removeprefix(ID) for iri in found)[:_SHOWN])
                raise ParameterError(parameter.name, f"parameter {parameter.name!r}: {text!r} is several: {several}")
        if _IRI.match(said) and not strict:
            return said
        for meant in self._cells.meanings(said) if self._cells and parameter.of else []:
            if len(meant) == 1 and meant <= instances:
                return next(iter(meant))
        raise ParameterError(parameter.name, self._unknown(parameter, text, first))

    def _unknown(self, parameter: Parameter, text: str, first: dict[str, set[str]]) -> str:
        known = sorted(first)
        near = difflib.get_close_matches(text, known, n=_SHOWN) or (known if len(known) <= _SHOWN else [])
        hint = f"; expected such as {', '.join(near)}" if near else f"; expected {parameter.help.en}"
        return f"parameter {parameter.name!r}: nothing is called {text!r}{hint}"

    def _index(self, of: tuple[str, ...]) -> tuple[set[str], dict[str, set[str]], dict[str, set[str]]]:
        if of not in self._kept:
            instances = self._instances(of)
            self._kept[of] = (instances, self._named(instances, _FIRST_NAMES), self._named(instances, _NAMES))
        return self._kept[of]

    def _instances(self, of: tuple[str, ...]) -> set[str]:
        from pyoxigraph import NamedNode

        if not of:
            return {quad.subject.value for quad in self._store if isinstance(quad.subject, NamedNode)}
        return instances_of(self._store, of)

    def _named(self, instances: set[str], props: tuple[str, ...]) -> dict[str, set[str]]:
        from pyoxigraph import Literal, NamedNode

        named: defaultdict[str, set[str]] = defaultdict(set)
        for prop in props:
            for quad in self._store.quads_for_pattern(None, NamedNode(prop), None, None):
                subject = getattr(quad.subject, "value", "")
                if subject in instances and isinstance(quad.object, Literal):
                    named[quad.object.value].add(subject)
                    named[fold(quad.object.value)].add(subject)
        return dict(named)


def instances_of(store: Store, of: tuple[str, ...]) -> set[str]:
    """The IRIs of all that a store has of the classes or concept schemes `of`."""
    from pyoxigraph import NamedNode

    return {
        quad.subject.value
        for each in of
        for prop in (TYPE, IN_SCHEME)
        for quad in store.quads_for_pattern(None, NamedNode(prop), NamedNode(each), None)
        if isinstance(quad.subject, NamedNode)
    }
