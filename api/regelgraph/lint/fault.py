"""What a check reports: one fault of one record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A fault: file (several with `, `), IRI of the subject (empty: the whole file), what is wrong and how to mend it.

    `rule` is the stable id of the rule that found it.
    """

    file: str
    subject: str
    rule: str
    message: str

    def __str__(self) -> str:
        """One line for people: file, subject, what is wrong and how to mend it, rule."""
        return ": ".join(part for part in (self.file, self.subject, f"{self.message} [{self.rule}]") if part)
