"""What the register of permanent names (w3id.org) takes: rules that lead the names to where the site is, and who asks.

Its folder `regelgraph` holds one `.htaccess` and one README. A thing is no document, so a name leads on by 303 (See
Other; Cool URIs for the Semantic Web, section 4.2), a document by 302.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from regelgraph.linked.names import NAMESPACE
from regelgraph.site.negotiation import negotiation
from regelgraph.web.linked.address import SUFFIXES

if TYPE_CHECKING:
    from regelgraph.settings.publisher import PublisherSettings
    from regelgraph.site.contents import Contents

_FOLDER: Final = "w3id/regelgraph"
_UNKNOWN: Final = "https://regelgraph.example"
"""Stands where nobody has said where the site will be; no host has such a name (RFC 2606)."""
_NAMES: Final = '"^(?:id|def|graph)/.*[^/]$"'


def w3id(contents: Contents) -> Iterator[tuple[str, str]]:
    """Files for the register."""
    base = contents.base if contents.known_base else _UNKNOWN
    yield f"{_FOLDER}/.htaccess", _written(base, [*negotiation(), *_by_suffix(base)])
    yield f"{_FOLDER}/negotiating-host.htaccess", _written(base, _forward(base))
    yield f"{_FOLDER}/README.md", _readme(base, contents.handler.loaded.options.publisher)


def _written(base: str, rules: list[str]) -> str:
    head = f"# {NAMESPACE} leads to {base}\nOptions +FollowSymLinks\nRewriteEngine On\n"
    return head + "\n".join(rules) + "\n"


def _by_suffix(base: str) -> list[str]:
    """To the file of the form that a client prefers, for hosts that know files only."""
    return [
        f'RewriteRule "^(?:id|def|graph)/.+\\.(?:{"|".join(SUFFIXES)})$" "{base}/$0" [R=302,L]',
        "RewriteCond %{ENV:form} ^html$",
        f'RewriteRule "^def/?$" "{base}/def/index.%{{ENV:page}}" [R=303,L]',
        "RewriteCond %{ENV:form} .",
        f'RewriteRule "^def/?$" "{base}/def.%{{ENV:form}}" [R=303,L]',
        "RewriteCond %{ENV:form} ^html$",
        f'RewriteRule {_NAMES} "{base}/$0.%{{ENV:page}}" [R=303,L]',
        "RewriteCond %{ENV:form} .",
        f'RewriteRule {_NAMES} "{base}/$0.%{{ENV:form}}" [R=303,L]',
        'RewriteRule "^(?:def/?$|(?:id|def|graph)/.*[^/]$)" - [R=406,L]',
        "RewriteCond %{ENV:data} .",
        f'RewriteRule "^(?:dcat|\\.well-known/void)$" "{base}/$0.%{{ENV:data}}" [R=302,L]',
        f'RewriteRule "^(?:[^/]+/)*$" "{base}/$0index.%{{ENV:page}}" [R=302,L]',
        f'RewriteRule "^.*$" "{base}/$0" [R=302,L]',
    ]


def _forward(base: str) -> list[str]:
    """To the same name, for hosts that choose the form themselves: httpd with our rules, or the service."""
    return [
        f'RewriteRule "^(?:id|def|graph)/.*[^/]$" "{base}/$0" [R=303,L]',
        f'RewriteRule "^.*$" "{base}/$0" [R=302,L]',
    ]


def _readme(base: str, publisher: PublisherSettings) -> str:
    who = publisher.contact_name or publisher.publisher_name
    asked = ", ".join(each for each in (who, publisher.contact_email, publisher.contact_url) if each)
    return f"""# regelgraph

Permanent names of regelgraph: rules of funding programmes as linked data, each down to the sentence it rests on.

- Names: {NAMESPACE}/id/KIND/SLUG (things), {NAMESPACE}/def/TERM (vocabulary), {NAMESPACE}/graph/PATH (named graphs)
- Lead to: {base}
- `.htaccess` chooses the form by `Accept` and leads to a file, which any host can give. If the host chooses itself
  (httpd with the `.htaccess` of the site, or the service), use the lines of `negotiating-host.htaccess` instead.

## Contact

{asked or "Name, e-mail address and GitHub name of who answers for these names: to be filled in."}
"""
