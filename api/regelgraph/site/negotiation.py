"""Rules of Apache's mod_rewrite that choose a form by `Accept` and a language, as the service does (RFC 9110, 12.5).

Each media type gets its quality in a variable: that of the most specific range which takes it. The greatest wins, and
of the same quality the first. Qualities are compared as text, which is right for what RFC 9110 allows: `1` and
fractions such as `.9`; parameters of a media range other than `q` are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from regelgraph.web.linked.address import HTML
from regelgraph.web.linked.endpoint import TYPES
from regelgraph.web.place import LANGUAGES

_TAKEN: Final = r"1|\.0*[1-9]"
_END: Final = r"\s*(?=[;,]|$)"


def negotiation(types: Mapping[str, str] = TYPES) -> Iterator[str]:
    """Rules that set three variables: `form`, `data` and `page`.

    `form` is the suffix of the form that is liked best, `data` the same of all forms but pages; empty where none is
    taken. `page` is the suffix of a page in the language that is asked for or preferred. `types` are media types and
    suffixes, the first preferred.
    """
    yield from _listed("q_any", "Accept", r"\*/\*", "none")
    yield "RewriteCond %{HTTP:Accept} ^$"
    yield "RewriteRule ^ - [E=q_any:1]"
    for major in sorted({type_.partition("/")[0] for type_ in types}):
        yield from _listed(f"q_{major}", "Accept", rf"{major}/\*", "q_any")
    for number, (type_, suffix) in enumerate(types.items()):
        variable = f"q_{number}"
        yield from _listed(variable, "Accept", re.escape(type_), f"q_{type_.partition('/')[0]}")
        yield from _better(variable, "best", f"form:{suffix}")
        if suffix != HTML:
            yield from _better(variable, "best_data", f"data:{suffix}")
    yield from _language()


def _language() -> Iterator[str]:
    first, other = LANGUAGES
    for lang in LANGUAGES:
        yield from _listed(f"q_{lang}", "Accept-Language", rf"{lang}(?:-[a-z0-9]+)*", "none")
    yield f"RewriteRule ^ - [E=page:{HTML}]"
    yield from _better(f"q_{other}", f"q_{first}", f"page:{other}.{HTML}")
    for lang, suffix in ((first, HTML), (other, f"{other}.{HTML}")):
        yield f"RewriteCond %{{QUERY_STRING}} (?:^|&)lang={lang}(?:&|$)"
        yield f"RewriteRule ^ - [E=page:{suffix}]"


def _listed(variable: str, header: str, pattern: str, otherwise: str) -> Iterable[str]:
    """Set a variable to the quality that a header gives to what it lists by a pattern, else to another variable."""
    first = rf"^(?>.*?(?:^|,)\s*{pattern}{_END})"
    quality = r"(?:\s*;(?!\s*q\s*=)[^,;]*)*\s*;\s*q\s*=\s*0?(\.[0-9]*[1-9])?\.?0*" + _END
    return (
        f"RewriteRule ^ - [E={variable}:%{{ENV:{otherwise}}}]",
        f'RewriteCond %{{HTTP:{header}}} "{first}" [NC]',
        f"RewriteRule ^ - [E={variable}:1]",
        f'RewriteCond %{{HTTP:{header}}} "{first}{quality}" [NC]',
        f"RewriteRule ^ - [E={variable}:%1]",
    )


def _better(one: str, other: str, said: str) -> Iterable[str]:
    """If one variable is greater than another, and is no refusal: raise the other, and set another variable."""
    return (
        f"RewriteCond %{{ENV:{one}}} {_TAKEN}",
        f"RewriteCond expr \"reqenv('{one}') > reqenv('{other}')\"",
        f"RewriteRule ^ - [E={other}:%{{ENV:{one}}},E={said}]",
    )
