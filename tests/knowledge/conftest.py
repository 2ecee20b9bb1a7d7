"""A small knowledge of its own, so that these tests prove loading and compiling and not what the law says today."""

from __future__ import annotations

from pathlib import Path

import pytest

PREFIXES = """\
@prefix rg: <https://w3id.org/regelgraph/def/> .
@prefix id: <https://w3id.org/regelgraph/id/> .
@prefix fact: <https://w3id.org/regelgraph/id/fact/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my: <https://example.org/> .
"""

VOCABULARY = """
rg:Fact a owl:Class ; rdfs:subClassOf rg:Information .
rg:Information a owl:Class ; rdfs:subClassOf rg:Entity .
rg:Entity a owl:Class .
rg:neighbour a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:domain my:Place ; rdfs:label "Nachbar"@de .
rg:alias a owl:DatatypeProperty ; rdfs:subPropertyOf skos:hiddenLabel .
"""

CODES = """
<https://w3id.org/regelgraph/id/scheme/colour> a skos:ConceptScheme ; skos:prefLabel "Farben"@de, "colours"@en .
<https://w3id.org/regelgraph/id/colour/red> a skos:Concept ;
    skos:inScheme <https://w3id.org/regelgraph/id/scheme/colour> ; skos:notation "red" ;
    skos:prefLabel "rot"@de, "red"@en ; rg:alias "rouge" .
<https://w3id.org/regelgraph/id/colour/blue> a skos:Concept ;
    skos:inScheme <https://w3id.org/regelgraph/id/scheme/colour> ; skos:notation "blue" ;
    skos:prefLabel "blau"@de, "blue"@en .
<https://w3id.org/regelgraph/id/scheme/verdicts> a skos:ConceptScheme ; rg:caseKind rg:ThingCase ;
    skos:prefLabel "Ergebnisse"@de, "verdicts"@en .
<https://w3id.org/regelgraph/id/verdict/good> a skos:Concept ; skos:notation "good" ; rg:order 1 ;
    skos:inScheme <https://w3id.org/regelgraph/id/scheme/verdicts> ; skos:prefLabel "gut"@de, "good"@en .
<https://w3id.org/regelgraph/id/verdict/bad> a skos:Concept ; skos:notation "bad" ; rg:order 2 ;
    skos:inScheme <https://w3id.org/regelgraph/id/scheme/verdicts> ; skos:prefLabel "schlecht"@de, "bad"@en .
<https://w3id.org/regelgraph/id/table/any> rg:missingWord "-", "?" .
<https://w3id.org/regelgraph/id/text/hello> a rg:Text ; skos:notation "hello" ;
    rg:template "Hallo {x}"@de, "Hello {x}"@en .
"""

FACTS = """
fact:colour a rg:Fact ; rg:caseKind rg:ThingCase ; rg:column "colour" ; rg:columnOrder 2 ;
    rg:property rg:colour ; rg:reader rg:codeReader ; rg:codeList <https://w3id.org/regelgraph/id/scheme/colour> ;
    skos:prefLabel "Farbe"@de, "colour"@en ; skos:definition "Die Farbe."@de, "The colour."@en ;
    rg:headerAlias "Farbe", "Anstrich" ;
    rg:blankMeans [ rg:value id:colour\\/red ; rg:whereFact fact:warmth ; rg:whereValue id:colour\\/red ] .
fact:weight a rg:Fact ; rg:caseKind rg:ThingCase ; rg:column "weight" ; rg:columnOrder 1 ;
    rg:property rg:weight ; rg:reader rg:decimalReader ; rg:minimum 0.5 ; rg:requiredColumn true ;
    rg:otherColumn [ rg:column "mass" ; rg:headerAlias "Masse" ; rg:keySystem rg:Scale ] ;
    skos:prefLabel "Gewicht"@de, "weight"@en ; skos:definition "In Kilogramm."@de, "In kilograms."@en .
fact:warmth a rg:DerivedFact ; rg:caseKind rg:ThingCase ; rg:property rg:warmthOfColour ;
    rg:derivation rg:lookup ; rg:ofFact fact:colour ; rg:throughProperty rg:warmth ;
    rg:codeList <https://w3id.org/regelgraph/id/scheme/colour> ;
    rg:precedence ( id:colour\\/red id:colour\\/blue ) ;
    skos:prefLabel "Wärme"@de, "warmth"@en ; skos:definition "Wie warm."@de, "How warm."@en .
id:colour\\/red rg:warmth id:colour\\/red .
"""

CRITERION = """
id:criterion\\/heavy a rg:Criterion, sh:NodeShape ; skos:notation "heavy" ;
    skos:prefLabel "Schwer"@de, "heavy"@en ; skos:definition "Nicht zu schwer."@de, "Not too heavy."@en ;
    rg:caseKind rg:ThingCase ; sh:targetClass rg:ThingCase ; rg:reads fact:weight, fact:warmth ; rg:shows fact:colour ;
    rg:clause id:clause\\/one ; rg:cites id:norm\\/one ; rg:hasReading id:reading\\/1 ;
    sh:property id:constraint\\/heavy.b, id:constraint\\/heavy.a ; rg:constraint id:constraint\\/heavy.c ;
    rg:openReason "Unklar."@de, "Open."@en .
id:constraint\\/heavy.a a sh:PropertyShape ; sh:path rg:weight ; sh:severity sh:Warning ; sh:maxInclusive 5 ;
    rg:reason "a"@de, "a"@en .
id:constraint\\/heavy.b a sh:PropertyShape ; sh:path rg:weight ; sh:severity sh:Violation ; sh:maxInclusive 10 ;
    rg:reason "b"@de, "b"@en .
id:constraint\\/heavy.c a sh:NodeShape ; sh:targetClass rg:ThingCase ; sh:severity sh:Violation ;
    sh:or ( [ sh:path rg:weight ; sh:minInclusive 1 ] ) ; rg:reason "c"@de, "c"@en .
"""

PROGRAMME = """
id:source\\/s a rg:Source ; skos:prefLabel "Quelle"@de, "source"@en .
id:clause\\/one a rg:Clause ; rg:ofSource id:source\\/s ; rg:position 1 ; rg:sentence "Ein Satz."@de ;
    rg:paraphrase "Satz."@de, "Sentence."@en ; rg:citationLabel "Quelle, Satz 1"@de, "source, sentence 1"@en .
id:norm\\/one a rg:Norm ; skos:notation "one" ; rg:citation "§ 1 X" ; rg:heading "Titel"@de ;
    rg:officialPage <https://example.org/x> .
id:reading\\/1 a rg:OpenQuestion ; rg:question "?"@de, "?"@en ; rg:readingA "A"@de, "A"@en ;
    rg:readingB "B"@de, "B"@en ; rg:officerDoes "C"@de, "C"@en .
id:evidence\\/paper a rg:Evidence ; skos:prefLabel "Papier"@de, "paper"@en .
id:programme\\/p a rg:Programme ; skos:prefLabel "P"@de, "P"@en .
id:round\\/p-1 a rg:FundingRound ; skos:notation "p-1" ; skos:prefLabel "P 1"@de, "P 1"@en ;
    rg:ofProgramme id:programme\\/p ; rg:criteria ( id:criterion\\/heavy ) .
"""

FILES = {
    "ontology/core.ttl": VOCABULARY,
    "ontology/places.ttl": 'my:here rg:neighbour my:there ; rg:alias "hier" ; my:near [ rg:neighbour my:here ] .',
    "data/codes.ttl": CODES,
    "data/facts/things.ttl": FACTS,
    "data/programmes/p.ttl": PROGRAMME,
    "data/examples/actors.ttl": "my:example a my:Actor .",
    "shapes/things/heavy.ttl": CRITERION,
}


def write(path: Path, turtle: str) -> Path:
    """A Turtle file with the prefixes that all of them use."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with ontology/, shapes/, data/ and queries/."""
    for name, turtle in FILES.items():
        write(tmp_path / "root" / name, turtle)
    query = tmp_path / "root" / "queries" / "all.rq"
    query.parent.mkdir()
    query.write_text("SELECT * { ?s ?p ?o }", encoding="utf-8")
    return tmp_path / "root"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("REGELGRAPH_CACHE", str(folder))
    return folder
