"""Namespaces and the IRIs of those terms that Python needs to know; everything else stands only in Turtle."""

from __future__ import annotations

from typing import Final

RG: Final = "https://w3id.org/regelgraph/def/"
ID: Final = "https://w3id.org/regelgraph/id/"
GRAPH: Final = "https://w3id.org/regelgraph/graph/"
USER_GRAPH: Final = GRAPH + "user/"
INFERRED_GRAPH: Final = GRAPH + "inferred"
PROBLEM: Final = ID + "problem/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SH: Final = "http://www.w3.org/ns/shacl#"
DCT: Final = "http://purl.org/dc/terms/"
VOID: Final = "http://rdfs.org/ns/void#"

TYPE: Final = RDF + "type"
FIRST: Final = RDF + "first"
REST: Final = RDF + "rest"
NIL: Final = RDF + "nil"
NOTATION: Final = SKOS + "notation"
PREF_LABEL: Final = SKOS + "prefLabel"
DEFINITION: Final = SKOS + "definition"
LICENSE: Final = DCT + "license"
IN_SCHEME: Final = SKOS + "inScheme"
BROADER: Final = SKOS + "broader"
ALIAS: Final = RG + "alias"
HEADER_ALIAS: Final = RG + "headerAlias"

YES_NO_SCHEME: Final = ID + "scheme/yes-no"

YES_NO_READER: Final = RG + "yesNoReader"
CODE_READER: Final = RG + "codeReader"
DATE_READER: Final = RG + "dateReader"
WHOLE_NUMBER_READER: Final = RG + "wholeNumberReader"
DECIMAL_READER: Final = RG + "decimalReader"
TEXT_READER: Final = RG + "textReader"
TITLE_READER: Final = RG + "titleReader"
COUNTRY_READER: Final = RG + "countryReader"
KEY_READER: Final = RG + "keyReader"
READERS: Final = (
    YES_NO_READER,
    CODE_READER,
    DATE_READER,
    WHOLE_NUMBER_READER,
    DECIMAL_READER,
    TEXT_READER,
    TITLE_READER,
    COUNTRY_READER,
    KEY_READER,
)

WHOLE_YEARS_BETWEEN: Final = RG + "wholeYearsBetween"
LOOKUP: Final = RG + "lookup"
ENDED_BEFORE: Final = RG + "endedBefore"
QUERIED: Final = RG + "queried"
STAYS_OVERLAP: Final = RG + "staysOverlap"
QUERIED_FOR_PAIR: Final = RG + "queriedForPair"
ANY_ROW_HAS: Final = RG + "anyRowHas"
BODY_AMONG_ROWS: Final = RG + "bodyAmongRows"
ELSEWHERE: Final = RG + "elsewhere"
HOLDS_ANY: Final = RG + "holdsAny"
IS_NAMED: Final = RG + "isNamed"
DERIVATIONS: Final = (
    WHOLE_YEARS_BETWEEN,
    LOOKUP,
    ENDED_BEFORE,
    QUERIED,
    STAYS_OVERLAP,
    QUERIED_FOR_PAIR,
    ANY_ROW_HAS,
    BODY_AMONG_ROWS,
    ELSEWHERE,
    HOLDS_ANY,
    IS_NAMED,
)
YES_NO_DERIVATIONS: Final = (ENDED_BEFORE, ANY_ROW_HAS, ELSEWHERE, HOLDS_ANY, IS_NAMED)
"""Derived facts that are true or false."""

RESTS_ON: Final = RG + "restsOn"

LEGAL_GROUP: Final = RG + "legalGroup"
COUNTRY_GROUP: Final = RG + "countryGroup"

PERSONS: Final = RG + "PersonCase"
STAYS: Final = RG + "ParticipationCase"
NETWORKS: Final = RG + "NetworkCase"
"""The kinds of case that lists hold."""
