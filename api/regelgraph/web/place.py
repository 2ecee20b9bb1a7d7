"""Where a page stands: its address at this deployment, its language, and how it links to others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit

from regelgraph.linked import address_of
from regelgraph.linked.names import is_ours

LANGUAGES: Final = ("de", "en")
_WEB: Final = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Place:
    """A page at `base` + `path`; `asked`: its language stands in the address; `keep` is what else does (`a=b&`)."""

    base: str
    path: str
    lang: str
    asked: bool = False
    keep: str = ""

    @property
    def root(self) -> str:
        """What the addresses of this deployment begin with: the path of its public address, mostly nothing."""
        return urlsplit(self.base).path.rstrip("/")

    @property
    def canonical(self) -> str:
        """The one address of this page, with all that was asked, as another part of a list is another page."""
        return self.alternate(self.lang if self.asked else None)

    @property
    def exists(self) -> bool:
        """Whether there is a page here."""
        return True

    def alternate(self, lang: str | None = None) -> str:
        """The whole address of this page in a language, or in the one that each reader prefers."""
        query = self.keep + (f"lang={lang}" if lang else "")
        return self.base + self.path + (f"?{query.removesuffix('&')}" if query else "")

    def switch(self, lang: str) -> str:
        """The link to the same page, with all that was asked, in another language."""
        return f"{self.root}{self.path}?{self.keep}lang={lang}"

    def href(self, target: str, **asked: str) -> str:
        """The link to a name or an address of ours, or to a page elsewhere; empty for what is no page.

        The language goes along only where it was asked for.
        """
        local = address_of(target) if is_ours(target) else target
        if not local.startswith("/"):
            return local if local.lower().startswith(_WEB) else ""
        if self.asked:
            asked["lang"] = self.lang
        more = urlencode(asked) if asked else ""
        return self.root + local + (("&" if "?" in local else "?") + more if more else "")

    def action(self, path: str) -> str:
        """Where a form sends what is filled in; empty where nothing answers."""
        return self.root + path
