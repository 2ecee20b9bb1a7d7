"""The compiled knowledge: plain, immutable values that reading, judging and reporting work with.

`regelgraph.knowledge` makes a Rulebook from Turtle; nothing else looks at triples to decide a case. Every field that a
person reads is a `Text` in German and English. Dates are `datetime.date`; IRIs are strings.
"""

from regelgraph.rulebook.book import Rulebook
from regelgraph.rulebook.countries import Country, CountryWord, Membership
from regelgraph.rulebook.facts import BlankMeaning, DerivedFact, Fact, OtherColumn
from regelgraph.rulebook.rules import Clause, Constraint, Criterion, Norm, ReadingNote, Round
from regelgraph.rulebook.titles import Continuation, Title, TitleScheme
from regelgraph.rulebook.words import Concept, Text

__all__ = [
    "BlankMeaning",
    "Clause",
    "Concept",
    "Constraint",
    "Continuation",
    "Country",
    "CountryWord",
    "Criterion",
    "DerivedFact",
    "Fact",
    "Membership",
    "Norm",
    "OtherColumn",
    "ReadingNote",
    "Round",
    "Rulebook",
    "Text",
    "Title",
    "TitleScheme",
]
