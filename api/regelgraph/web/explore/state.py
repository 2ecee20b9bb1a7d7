"""What an address of /explore asks for, and the addresses of what comes next: all that is shown stands in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from regelgraph.errors import ParameterError
from regelgraph.linked.connected import ROOM, Wish
from regelgraph.linked.search import LONGEST
from regelgraph.web.pages import only_known
from regelgraph.web.paging import whole

PATH: Final = "/explore"
MOST_NODES: Final = 12
"""Things that are shown with all that surrounds them."""
MOST_HIDDEN: Final = 60
MOST_KINDS: Final = 100
MOST_ROOM: Final = 100
_LAST_OFFSET: Final = 10**6
_LISTS: Final = {
    "node": MOST_NODES,
    "hide": MOST_HIDDEN,
    "kind": MOST_KINDS,
    "without": MOST_KINDS,
    "offered": MOST_KINDS,
    "end": 2,
}
"""Parameters that may be given several times, and how often."""
_KNOWN: Final = (*_LISTS, "start", "limit", "by", "offset", "find", "lang")
_YES: Final = "yes"


@dataclass(frozen=True, slots=True)
class State:
    """A wish, and the text that is looked for."""

    wish: Wish
    find: str = ""

    @property
    def query(self) -> str:
        """All of it as a query of an address, without the usual."""
        wish = self.wish
        pairs = [
            *(("start", _YES) for _ in [1] if wish.start and wish.nodes),
            *(("node", each) for each in wish.nodes),
            *(("kind", each) for each in wish.kinds),
            *(("without", each) for each in wish.without),
            *(("hide", each) for each in wish.hidden),
            *(("end", each) for each in wish.ends),
            *(("limit", str(wish.room)) for _ in [1] if wish.room != ROOM),
            *(("by", wish.by) for _ in [1] if wish.by),
            *(("offset", str(wish.offset)) for _ in [1] if wish.offset),
            *(("find", self.find) for _ in [1] if self.find),
        ]
        return urlencode(pairs)

    @property
    def address(self) -> str:
        """The path of it."""
        query = self.query
        return f"{PATH}?{query}" if query else PATH

    def _changed(self, **changes: Any) -> str:
        kept = {"by": "", "offset": 0, **changes}
        return State(replace(self.wish, **kept)).address

    def opened(self, iri: str) -> str:
        """The address with what surrounds a thing; the first thing to be opened there is the one used longest ago."""
        nodes = (*(each for each in self.wish.nodes if each != iri), iri)[-MOST_NODES:]
        hidden = tuple(each for each in self.wish.hidden if each != iri)
        return self._changed(nodes=nodes, hidden=hidden, start=self.wish.start or not self.wish.nodes)

    def closed(self, iri: str) -> str:
        """The address without what surrounds a thing."""
        return self._changed(nodes=tuple(each for each in self.wish.nodes if each != iri))

    def only(self, iri: str) -> str:
        """The address of a thing and what surrounds it, and nothing else."""
        return State(Wish((iri,), kinds=self.wish.kinds, without=self.wish.without)).address

    def without(self, iri: str) -> str:
        """The address without a thing."""
        nodes = tuple(each for each in self.wish.nodes if each != iri)
        hidden = (*(each for each in self.wish.hidden if each != iri), iri)[-MOST_HIDDEN:]
        ends = tuple(each for each in self.wish.ends if each != iri)
        return self._changed(nodes=nodes, hidden=hidden, ends=ends)

    def all_by(self, iri: str, by: str) -> str:
        """The address with the whole of one relation of a thing, read in parts."""
        nodes = (*(each for each in self.wish.nodes if each != iri), iri)[-MOST_NODES:]
        return self._changed(nodes=nodes, by=by, start=self.wish.start or not self.wish.nodes)

    def after(self, total: int) -> str | None:
        """The address of the part that follows, if there is one."""
        offset = self.wish.offset + self.wish.room
        return State(replace(self.wish, offset=offset)).address if offset < total else None

    def before(self) -> str | None:
        """The address of the part before this one, if there is one."""
        offset = max(0, self.wish.offset - self.wish.room)
        return State(replace(self.wish, offset=offset)).address if self.wish.offset else None


def read(given: dict[str, list[str]]) -> State:
    """What parameters ask for. Of kinds that were `offered`, those that are not chosen are left out.

    Raises ParameterError, naming the one that is wrong.
    """
    only_known(given, _KNOWN)
    several = {name: tuple(dict.fromkeys(each for each in given.get(name, ()) if each)) for name in _LISTS}
    for name, most in _LISTS.items():
        if len(several[name]) > most:
            raise ParameterError(name, f"parameter {name!r}: expected at most {most} values")
    one = {name: values[-1] for name, values in given.items() if name not in _LISTS}
    if one.get("start", "") not in ("", _YES):
        raise ParameterError("start", f"parameter 'start': expected {_YES}")
    if len(find := one.get("find", "").strip()) > LONGEST:
        raise ParameterError("find", f"parameter 'find': expected at most {LONGEST} characters")
    kinds, without = several["kind"], several["without"]
    if several["offered"]:
        without = tuple(dict.fromkeys((*without, *(each for each in several["offered"] if each not in kinds))))
        kinds = ()
    wish = Wish(
        several["node"],
        one.get("start") == _YES,
        kinds,
        several["hide"],
        whole(given, "limit", ROOM, 1, MOST_ROOM),
        one.get("by", ""),
        whole(given, "offset", 0, 0, _LAST_OFFSET),
        several["end"],
        without,
    )
    return State(wish, find)
