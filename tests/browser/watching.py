"""What a page may not do while a test looks at it: complain on the console, fail, or ask another host."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request, Response

OWN = ("http", "https", "ws", "wss")
"""Schemes that reach a host; `data:` and `blob:` reach none."""
HARMLESS = ("net::ERR_ABORTED", "csp")
"""Why requests fail that are no fault: the page gave it up, or the answer became a download; or the policy refused it,
which the console says, too, but of scripts that are preloaded where none may run."""


class Watch:
    """Notes what goes wrong in a context. `faults` is empty as long as nothing does."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.host = host
        self._faults: list[str] = []
        self._allowed: list[re.Pattern[str]] = []
        self._refused: set[str] = set()
        context.on("console", self._console)
        context.on("weberror", lambda error: self._faults.append(f"uncaught: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def allow(self, pattern: str) -> None:
        """A fault that the test provokes: one that matches is none."""
        self._allowed.append(re.compile(pattern))

    def forget(self) -> None:
        """Begin anew, as for another test."""
        self._faults.clear()

    @property
    def faults(self) -> list[str]:
        """All that went wrong and was not allowed."""
        return [fault for fault in self._faults if not any(each.search(fault) for each in self._allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        at = message.location.get("url", "")
        if at in self._refused and message.text.startswith("Failed to load resource"):
            return  # a page that is asked for and is an error by its status: the test looks at that itself
        self._faults.append(f"console {message.type}: {message.text} ({at})")

    def _request(self, request: Request) -> None:
        found = urlsplit(request.url)
        if found.scheme in OWN and found.netloc != self.host:
            self._faults.append(f"another host: {request.method} {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.is_navigation_request():
            self._refused.add(response.url)

    def _failed(self, request: Request) -> None:
        try:
            why = request.failure or ""
        except Error:  # the page is closed meanwhile
            return
        if why not in HARMLESS:
            self._faults.append(f"failed: {request.method} {request.url}: {why}")
