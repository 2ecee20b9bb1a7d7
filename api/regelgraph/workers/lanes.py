"""Lanes: how much of each kind of work runs at once, and how much may wait for it."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from regelgraph.errors import BusyError

BUSY: Final = "so many requests are under way that this one cannot wait; try again in some seconds"
Ticket = asyncio.Future[None]


class Lane:
    """So many `places` for work at once and so much `room` for what waits, first come, first served.

    All of it happens on the event loop, so nothing is locked.
    """

    def __init__(self, name: str, places: int, room: int) -> None:
        self.name = name
        self.places = places
        self.busy = 0
        self.room = room
        self.waiting: deque[Ticket] = deque()

    def enter(self) -> bool:
        """Take a place if there is one now."""
        if self.busy < self.places and not self.waiting:
            self.busy += 1
            return True
        return False

    def queue(self) -> Ticket:
        """A ticket that is done when a place is one's own. Raises BusyError if too many wait."""
        if len(self.waiting) >= self.room:
            raise BusyError(BUSY)
        mine: Ticket = asyncio.get_running_loop().create_future()
        self.waiting.append(mine)
        return mine

    def forget(self, ticket: Ticket) -> None:
        """Nobody waits with that ticket any more; a place that it got meanwhile goes to the next."""
        if ticket in self.waiting:
            self.waiting.remove(ticket)
        elif ticket.done() and not ticket.cancelled() and not ticket.exception():
            self.leave()

    def leave(self) -> None:
        """Hand a place on to who waits longest."""
        while self.waiting:
            mine = self.waiting.popleft()
            if not mine.done():
                mine.set_result(None)
                return
        self.busy -= 1
