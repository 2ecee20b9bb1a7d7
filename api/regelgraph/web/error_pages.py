"""The page on errors, made once for those who answer without the knowledge: see `gateway.shown`, which fills it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from regelgraph.linked.subjects import subjects
from regelgraph.terms import DEFINITION, ID, IN_SCHEME, PROBLEM
from regelgraph.web.linked.values import Words
from regelgraph.web.pages import rendered
from regelgraph.web.person.choosing import capital
from regelgraph.web.place import LANGUAGES

if TYPE_CHECKING:
    from regelgraph.errors import RegelgraphError
    from regelgraph.web.service import Loaded

_KINDS: Final = f"{ID}scheme/problem-types"
_TEXT: Final = "page-error-"
_HINT: Final = "page-hint-"


def error_pages(loaded: Loaded, base: str) -> dict[str, Any]:
    """The page by language, with another one whose links keep a language that was asked for; and what fills it.

    `kinds`: of each kind of problem its name and what to say of it, by language; `again`: when to try again.
    """
    found: dict[str, Any] = {"otherwise": loaded.options.lang, "pages": {}, "kinds": {}, "again": {}}
    slugs = [iri.removeprefix(PROBLEM) for iri in subjects(loaded.knowledge.store, IN_SCHEME, _KINDS)]
    for lang in LANGUAGES:
        places = [loaded.place(base, "", lang, asked) for asked in (False, True)]
        words = Words(loaded, lang)
        found["pages"][lang] = [rendered(loaded, "error.html", at).decode() for at in places]
        found["kinds"][lang] = {slug: what_helps(words, slug) for slug in slugs}
        found["again"][lang] = words.say("error-again")
    return found


def what_helps(words: Words, slug: str, hint: str = "") -> tuple[str, str]:
    """The name of a kind of problem, and what helps, or else what it is; a hint says more exactly what helps."""
    iri = PROBLEM + slug
    helps = (words.phrase(_HINT + hint) if hint else "") or words.phrase(_TEXT + slug)
    what = helps or " ".join(each.text for each in words.told(iri, DEFINITION))
    return capital(words.labels.called(iri, words.lang)), what


def of_error(words: Words, error: RegelgraphError) -> tuple[str, str]:
    """The same of an error."""
    return what_helps(words, error.problem_type.removeprefix(PROBLEM), getattr(error, "hint", ""))
