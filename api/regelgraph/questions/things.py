"""Finds the thing that a text names: by IRI, by its end (`KIND/ID`), by notation, label, alias or citation."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from functools import cached_property
from itertools import product
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


_Names = dict[str, tuple[str, ...]]


class Things:
    """The things of a store by their names; names are read once for all classes, and kept, as is what is of a class.

    What has no such name is read as a cell of a table, if `cells` are given.
    """

    def __init__(self, store: Store, cells: Cells | None = None) -> None:
        self._store = store
        self._cells = cells
        self._of: dict[tuple[str, ...], set[str]] = {}

    def find(self, parameter: Parameter, text: str, *, strict: bool = True) -> str:
        """The IRI of the one thing that `text` names among those that the parameter takes.

        Raises ParameterError if there is none or more than one; `strict` refuses an IRI that the store does not know.
        """
        instances = self._instances(parameter.of)
        said = text.strip()
        for iri in (said, ID + said):
            if iri in instances:
                return iri
        for names, key in product((self._first, self._further), (said, fold(said))):
            found = instances.intersection(names.get(key, ()))
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
        raise ParameterError(parameter.name, self._unknown(parameter, text, instances))

    def _unknown(self, parameter: Parameter, text: str, instances: set[str]) -> str:
        known = sorted(name for name, named in self._first.items() if not instances.isdisjoint(named))
        near = difflib.get_close_matches(text, known, n=_SHOWN) or (known if len(known) <= _SHOWN else [])
        hint = f"; expected such as {', '.join(near)}" if near else f"; expected {parameter.help.en}"
        return f"parameter {parameter.name!r}: nothing is called {text!r}{hint}"

    @cached_property
    def _first(self) -> _Names:
        return self._named(_FIRST_NAMES)

    @cached_property
    def _further(self) -> _Names:
        return self._named(_NAMES)

    def _instances(self, of: tuple[str, ...]) -> set[str]:
        from pyoxigraph import NamedNode

        if of not in self._of:
            named = (quad.subject.value for quad in self._store if isinstance(quad.subject, NamedNode))
            self._of[of] = instances_of(self._store, of) if of else set(named)
        return self._of[of]

    def _named(self, props: tuple[str, ...]) -> _Names:
        """What is called by these properties, under the names as they are written and folded."""
        from pyoxigraph import Literal, NamedNode

        named: defaultdict[str, set[str]] = defaultdict(set)
        for prop in props:
            for quad in self._store.quads_for_pattern(None, NamedNode(prop), None, None):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                    for name in (quad.object.value, fold(quad.object.value)):
                        named[name].add(quad.subject.value)
        return {name: tuple(iris) for name, iris in named.items()}


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
