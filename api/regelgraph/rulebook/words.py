"""Words in two languages, and concepts: the values of coded facts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in German and English."""

    de: str
    en: str

    def get(self, lang: str) -> str:
        """The words in `lang` ("de" or "en")."""
        return self.de if lang == "de" else self.en

    def both(self) -> dict[str, str]:
        """Language to words, as JSON has it."""
        return {"de": self.de, "en": self.en}


@dataclass(frozen=True, slots=True)
class Concept:
    """A value of a coded fact (skos:Concept): sex entry, contact status, group, kind of title, round, programme."""

    iri: str
    notation: str
    label: Text
    aliases: tuple[str, ...] = ()
    boolean: bool | None = None
