"""How to break the small knowledge so that one rule alone finds a fault: what stands there, and what instead."""

from __future__ import annotations

_PERIOD = 'rg:validFrom "2000-01-01"^^xsd:date ;\n    rg:validUntil "2020-12-31"^^xsd:date .'

BREAKS: dict[str, tuple[str, str]] = {
    # hygiene queries
    "beyond-core": ("sh:minInclusive 2 ;", "sh:minInclusive 2 ; sh:sparql [ sh:select 'SELECT $this { }' ] ;"),
    "unclear-path": (
        "[ sh:path my:width ; sh:minInclusive 5 ]",
        "[ sh:path [ sh:inversePath my:wall ] ; sh:minCount 1 ]",
    ),
    "broader-cycle": ("", "title:all skos:broader title:one ."),
    "deprecated-term": (
        "",
        "my:gloss <http://www.w3.org/2002/07/owl#deprecated> true . id:norm\\/paint-1 my:gloss 1 .",
    ),
    "overlapping-memberships": (
        "rg:groupMembership id:country-membership\\/AAA-1 ;",
        "rg:groupMembership id:country-membership\\/AAA-1, id:country-membership\\/AAA-2 ;",
    ),
    "constraint-severity": ("sh:path my:width ;\n    sh:severity sh:Violation ;", "sh:path my:width ;"),
    "dangling-iri": ("rg:shows fact:shade ;", "rg:shows fact:shade ; rg:replaces criterion:older ;"),
    "empty-code-list": (
        'rg:codeList scheme:colours ;\n    skos:prefLabel "Ton"',
        'rg:codeList my:no ;\n    skos:prefLabel "Ton"',
    ),
    "lost-severity": ("sh:minInclusive 5 ]", "sh:minInclusive 5 ; sh:severity sh:Violation ]"),
    "negated-list": ("sh:not [ sh:in ( colour:red ) ]", "sh:not [ sh:in ( colour:red ) ; sh:nodeKind sh:IRI ]"),
    "sentence-digest": ("Gestrichen wird blau.", "Gestrichen wird meist blau."),
    "sentence-order": ("rg:position 2", "rg:position 3"),
    "shape-without-target": ("", "my:idle a sh:NodeShape ."),
    "title-without-group": (
        "",
        "title:bare a rg:ResidenceTitle ; skos:inScheme scheme:titles ; skos:notation 'bare' ; "
        "skos:prefLabel 'bloß'@de, 'bare'@en .",
    ),
    "uncited-criterion": ("rg:clause clause:one ;\n    rg:cites", "rg:cites"),
    "undeclared-citation": ("rg:cites id:norm\\/paint-1", "rg:cites id:norm\\/paint-1, my:unknown-norm"),
    "undeclared-term": ("rg:shows fact:shade ;", "rg:shows fact:shade ; rg:raeds my:colour ;"),
    "unknown-criterion": ("rg:criteria ( criterion:paint )", "rg:criteria ( criterion:paint criterion:pant )"),
    "unmapped-sentence": ('rg:bindsNothing "Ein Gruß."@de, "A greeting."@en ;', ""),
    # checks in Python
    "border-unreadable": ("sh:minInclusive 2 ;", "sh:minInclusive 2 ; sh:maxInclusive 'high' ;"),
    "does-not-compile": ("", "title:one rg:previousTitleDecides 'perhaps' ."),
    "german-alias": ('rg:headerAlias "Breite"', 'rg:headerAlias "breadth"'),
    "never-fires": ("sh:minInclusive 2 ;", "sh:minCount 1 ;"),
    "never-passes": ("sh:minInclusive 2 ;", "sh:minCount 2 ;"),
    "placeholder-unknown": (
        '"Nur {width} Meter."@de, "Only {width} metres."',
        '"Nur {length} Meter."@de, "Only {length} metres."',
    ),
    "placeholders-broken": ('"Hallo {who}"@de', '"Hallo {who"@de'),
    "placeholders-differ": ('"Only {width} metres."', '"Too narrow."'),
    "reads-clock": ("", "my:rule sh:select 'SELECT $this WHERE { FILTER (NOW() > 1) }' ."),
    "shapes-unusable": ("sh:minInclusive 2 ;", "sh:minInclusive 2 ; sh:minCount 'x' ;"),
    "shared-code-spelling": ('"purpur"', '"Azur-Blau"'),
    "shared-country-spelling": ('"beländisch"', '"ALÄNDISCH"'),
    "shared-header": ('rg:headerAlias "Breite"', 'rg:headerAlias "Breite", "wand farbe"'),
    "shared-title-spelling": ('"Titel zwei"', '"TITEL-EINS"'),
    "undeclared-path": ("[ sh:path my:width ; sh:minInclusive 5 ]", "[ sh:path my:depth ; sh:minCount 1 ]"),
    "unused-read": ("rg:reads fact:colour, fact:width ;", "rg:reads fact:colour, fact:width, fact:shade ;"),
    # shapes of the registry
    "actor-kind": ("rg:actorKind id:actor-kind\\/guild ;", ""),
    "actor-territory": ("rg:inTerritory id:territory\\/blue ;", ""),
    "alpha-2": ('rg:alpha2 "AA"', 'rg:alpha2 "aa"'),
    "alpha-3": ('"BBB"', '"B3"'),
    "answer-of-officer": ('"Fragt."@de, ', ""),
    "binds-nothing": ('"Ein Gruß."@de', '"Ein Gruß."@de, "Ein Wort."@de'),
    "broader": ('skos:notation "two"', 'skos:broader my:gloss ; skos:notation "two"'),
    "case-kind": ("rg:property my:shade", "rg:caseKind my:gloss ; rg:property my:shade"),
    "citation-label": ('"leaflet, sentence 2"@en', '"leaflet, sentence 2"@fr'),
    "clause-source": (
        "rg:ofSource id:source\\/leaflet ;\n    rg:position 2",
        "rg:ofSource my:gloss ;\n    rg:position 1",
    ),
    "clause-words": ('rg:reportedAs "Viel Freude dabei."@de ;', ""),
    "code-list": ('rg:codeList scheme:colours ;\n    skos:prefLabel "Farbe"', 'skos:prefLabel "Farbe"'),
    "column": (
        "",
        "my:f a rg:Fact ; rg:caseKind rg:PersonCase ; rg:column 'Height (m)' ; rg:property my:height ; "
        "rg:reader rg:wholeNumberReader ; skos:prefLabel 'Höhe'@de, 'height'@en ; "
        "skos:definition 'Höhe.'@de, 'Height.'@en ; rg:headerAlias 'Höhe' .",
    ),
    "column-alias": ('rg:headerAlias "Breite"', 'skos:hiddenLabel "Breite"'),
    "confidence": ('rg:confidence confidence:read ;\n    dct:source "invented law"', 'dct:source "invented law"'),
    "constraint-of-criterion": ("sh:property constraint:paint.narrow ;\n    rg:constraint constraint:paint.red ;", ""),
    "continued-if": ('rg:ifValidOn "2024-01-01"^^xsd:date', 'rg:ifValidOn "2024-01-01"'),
    "continued-until": ('rg:continuedUntil "2025-01-01"^^xsd:date', 'rg:continuedUntil "2025-01-01"'),
    "country-word-meaning": ("", "my:word a rg:CountryWord ; rg:alias 'niemandsländisch' ."),
    "definition": ('"Die Breite der Wand in Metern."@de, ', ""),
    "derivation": ("rg:derivation rg:lookup ;", ""),
    "destatis-key": ('"801"', '"81"'),
    "digest-form": (
        "",
        "my:x a rg:Clause ; rg:ofSource id:source\\/leaflet ; rg:position 3 ; "
        "rg:reportedAs 'x' ; rg:sentenceDigest 'abc' ; "
        "rg:bindsNothing 'x'@de ; rg:citationLabel 'x'@de, 'x'@en ; rg:paraphrase 'x'@de, 'x'@en .",
    ),
    "group-confidence": ('rg:alias "Titel zwei" ;\n    rg:confidence confidence:read ;', 'rg:alias "Titel zwei" ;'),
    "group-member": ("rg:countryGroup id:group\\/x ;", "rg:countryGroup my:gloss ;"),
    "group-reason": ('rg:groupReason "Eben so."@de, "Just so."@en ;', ""),
    "group-source": (
        'rg:alias "Titel zwei" ;\n    rg:confidence confidence:read ;\n    dct:source "invented titles" .',
        'rg:alias "Titel zwei" ;\n    rg:confidence confidence:read .',
    ),
    "iso-numeric": ('"901"', '"91"'),
    "label": ('skos:prefLabel "rot"@de, "red"@en', 'skos:prefLabel "rot"@de'),
    "legal-group": ("rg:legalGroup id:group\\/x ;\n    rg:groupReason", "rg:legalGroup my:gloss ;\n    rg:groupReason"),
    "norm-citation": ('rg:citation "§ 1 Farbgesetz" ;', ""),
    "notation": ('skos:notation "hello" ;', ""),
    "nuts-code": ('"ZZ901"', '"ZZ9012"'),
    "official-page": ("rg:officialPage <https://example.org/paint/1>", "rg:officialPage 'https://example.org/paint/1'"),
    "open-reason": ('"Farbe {colour} oder Ton {shade} offen."@de, ', ""),
    "paraphrase": ('"Gruß."@de, ', ""),
    "period-order": ('rg:validFrom "2000-01-01"', 'rg:validFrom "2030-01-01"'),
    "position": ("rg:position 2", "rg:position 2.0"),
    "property": ("rg:property my:shade ;", ""),
    "question": ('"Ist Rot erlaubt?"@de, ', ""),
    "reader": ("rg:reader rg:wholeNumberReader", "rg:reader my:gloss"),
    "reading-a": ('"Ja."@de, ', ""),
    "reading-b": ('"Nein."@de, ', ""),
    "reads": ("rg:reads fact:colour, fact:width ;", "rg:reads fact:colour, fact:width, my:gloss ;"),
    "reason": (', "Only {width} metres."@en', ""),
    "rights": ('dct:rights "invented, free" ;', ""),
    "round-criteria": ("rg:criteria ( criterion:paint )", "rg:criteria ( criterion:paint ), ( criterion:paint )"),
    "round-programme": ("rg:ofProgramme id:programme\\/walls ;", ""),
    "scheme": ('skos:inScheme scheme:countries ;\n    skos:notation "BBB"', 'skos:notation "BBB"'),
    "shows": ("rg:shows fact:shade", "rg:shows fact:shade, my:gloss"),
    "source": ('rg:confidence confidence:read ;\n    dct:source "invented law" .', "rg:confidence confidence:read ."),
    "spelling": ("", "my:word a rg:CountryWord ; rg:standsForAnything true ."),
    "template": ('"Hallo {who}"@de, ', ""),
    "term-definition": ('"Wie es glänzt."@de, ', ""),
    "term-label": ('rdfs:label "Glanz"@de, "gloss"@en', 'rdfs:label "Glanz"@de, "gloss"'),
    "territory-key": ('"99901"', '"9990"'),
    "territory-without-key": ('rg:ags "99901" ;', ""),
    "title-kind": ("rg:titleKind id:group\\/x", "rg:titleKind my:gloss"),
    "valid-from": (_PERIOD, 'rg:validFrom "2000-01-01" .'),
    "valid-until": (_PERIOD, 'rg:validUntil "2020-12-31" .'),
}

ALSO: dict[str, set[str]] = {"constraint-of-criterion": {"shape-without-target", "unused-read"}}
"""What a break makes wrong as well, since it cannot be had without."""
