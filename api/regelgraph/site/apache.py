"""`.htaccess` of a site: with it Apache's httpd 2.4 answers under names without suffixes as the service does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from regelgraph.gateway import every
from regelgraph.linked import where
from regelgraph.linked.dumps import DUMPS
from regelgraph.linked.writing import FORMS
from regelgraph.site.negotiation import negotiation

if TYPE_CHECKING:
    from regelgraph.linked import Retired
    from regelgraph.site.contents import Contents

PROBLEM: Final = "problem"
"""The suffix of problem documents (RFC 9457)."""
_TYPES: Final = {
    **{form.suffix: form.media_type for form in FORMS},
    **{dump.name.rpartition(".")[2]: dump.media_type for dump in DUMPS},
    "csv": "text/csv",
    "rq": "application/sparql-query",
    "txt": "text/plain",
    "xml": "application/xml",
    "css": "text/css",
    "html": "text/html",
    "json": "application/json",
    PROBLEM: "application/problem+json",
}
_HEAD: Final = """# The rules of this site for Apache httpd 2.4 (AllowOverride FileInfo; rewrite, headers, mime).
# Names without a suffix answer in the form and language that a client prefers; what is retired is gone, with its
# successor. Where there is no such server, all files stand under names with suffixes.
"""
_TAIL: Final = """
Header always set Access-Control-Expose-Headers "ETag, Knowledge-Fingerprint, Knowledge-Version, Link"
Header set Cache-Control "public, max-age=300"
Header unset Cache-Control env=REDIRECT_gone
Header always set Cache-Control "no-store" env=REDIRECT_gone
Header always merge Vary "Accept, Accept-Language" env=REDIRECT_gone
Header always merge Vary "Accept" "expr=%{REQUEST_STATUS} == 406"
Header merge Vary "Accept" env=REDIRECT_chosen
<FilesMatch "\\.html$">
Header set Content-Language "de"
Header merge Vary "Accept-Language" env=REDIRECT_chosen
</FilesMatch>
<FilesMatch "\\.en\\.html$">
Header set Content-Language "en"
</FilesMatch>
"""


def htaccess(contents: Contents) -> str:
    """The file. Without a known base pages of retired terms are looked for at the top of the host."""
    prefix = urlsplit(contents.base).path.rstrip("/") if contents.known_base else ""
    lines = [
        *(f"AddType {type_} .{suffix}" for suffix, type_ in sorted(_TYPES.items())),
        "AddCharset utf-8 .css .csv .html .ttl .txt",
        "RemoveEncoding .Z .bz2 .gz .tgz",
        '<FilesMatch "^metadata\\.json$">',
        "ForceType application/csvm+json",
        "</FilesMatch>",
        '<FilesMatch "^(?:dcat|void)$">',
        'ForceType "text/turtle; charset=utf-8"',
        "</FilesMatch>",
        f'ErrorDocument 410 "{prefix}/%{{reqenv:gone}}"',
        "",
        "RewriteEngine On",
        "RewriteCond %{ENV:REDIRECT_STATUS} .",
        "RewriteRule ^ - [END]",
        *negotiation(),
        *_gone(contents),
        *_chosen(),
    ]
    found = "".join(
        f'Header always set {name.title()} "{value}"\n' for name, value in _of_the_service(contents.service)
    )
    known = contents.handler.loaded.knowledge
    found += f'Header always set Knowledge-Version "{known.version}"\n'
    found += f'Header always set Knowledge-Fingerprint "{known.fingerprint}"\n'
    found += f'Header append Link "<{contents.base}/.well-known/void>; rel=\\"describedby\\"" env=!REDIRECT_gone\n'
    return _HEAD + "\n".join(lines) + "\n" + _TAIL + found


def _of_the_service(service: str) -> Iterator[tuple[str, str]]:
    """The headers of every public answer; pages may have forms to a service elsewhere."""
    for name, value in every.OPEN:
        if value == every.POLICY:
            yield name.decode(), value.decode().replace("form-action 'self'", f"form-action 'self'{_origin(service)}")
        elif name != every.EXPOSE:  # fewer headers are there than at the service
            yield name.decode(), value.decode()


def _gone(contents: Contents) -> Iterator[str]:
    for path, gone in contents.retired.items():
        yield from _retired(contents, re.escape(path[1:]), path[1:], gone)
    if contents.retired:
        yield "RewriteCond %{ENV:gone} ."
        yield "RewriteRule ^ - [R=410,L]"
        link = r'"<%{REDIRECT_successor}e>; rel=\"successor-version\""'
        yield f"Header always set Link {link} env=REDIRECT_successor"


def _retired(contents: Contents, pattern: str, path: str, gone: Retired) -> Iterator[str]:
    """Readers get the page, others the problem document."""
    suffixes = "|".join(form.suffix for form in FORMS)
    successor = f",E=successor:{where(gone.successor, contents.base)}" if gone.successor else ""
    yield f'RewriteRule "^{pattern}(?:\\.(?:{suffixes}|(?:en\\.)?html))?$" - [E=gone:{path}.{PROBLEM}{successor}]'
    yield 'RewriteCond %{HTTP:Accept} "(?:^|,)\\s*text/(?:html|\\*)" [NC]'
    yield f'RewriteRule "^{pattern}$" - [E=gone:{path}.%{{ENV:page}}]'
    yield f'RewriteRule "^{pattern}\\.(?:en\\.)?html$" - [E=gone:$0]'


def _chosen() -> Iterator[str]:
    """To the file of the form that is chosen: for catalogues, the vocabulary, lists, and names."""
    there = 'RewriteRule "^(?:(?:id|def|graph)/.*[^/]|versions)$"'
    return iter(
        (
            "RewriteCond %{ENV:data} .",
            'RewriteRule "^(?:dcat|\\.well-known/void)$" "$0.%{ENV:data}" [END,E=chosen:1]',
            'RewriteRule "^(?:dcat|\\.well-known/void)$" - [R=406,L]',
            "RewriteCond %{ENV:form} ^html$",
            'RewriteRule "^def/?$" "def/index.%{ENV:page}" [END,E=chosen:1]',
            "RewriteCond %{ENV:form} .",
            'RewriteRule "^def/?$" "def.%{ENV:form}" [END,E=chosen:1]',
            'RewriteRule "^def/?$" - [R=406,L]',
            'RewriteRule "^(?:[^/]+/)*$" "$0index.%{ENV:page}" [END,E=chosen:1]',
            "RewriteCond %{ENV:form} ^html$",
            "RewriteCond %{REQUEST_FILENAME}.%{ENV:page} -f",
            f'{there} "$0.%{{ENV:page}}" [END,E=chosen:1]',
            "RewriteCond %{ENV:form} .",
            "RewriteCond %{REQUEST_FILENAME}.%{ENV:form} -f",
            f'{there} "$0.%{{ENV:form}}" [END,E=chosen:1]',
            "RewriteCond %{ENV:form} ^$",
            "RewriteCond %{REQUEST_FILENAME}.html -f",
            f"{there} - [R=406,L]",
        )
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f" {parts.scheme}://{parts.netloc}" if url else ""
