"""What the Rulebook holds, and what is said about declarations that are wrong or incomplete."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from regelgraph.errors import KnowledgeError
from regelgraph.knowledge import load
from regelgraph.rulebook import BlankMeaning, OtherColumn, Text

from tests.knowledge.conftest import write

RG = "https://w3id.org/regelgraph/def/"
ID = "https://w3id.org/regelgraph/id/"
KIND = RG + "ThingCase"

Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(root: Path) -> Edit:
    """Replaces a text in one of the files."""

    def replace(name: str, old: str, new: str) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return replace


def test_facts_stand_in_the_order_of_the_table_and_name_each_other(root: Path) -> None:
    facts = load(root=root).rulebook.facts[KIND]
    assert list(facts) == ["weight", "colour"]
    assert facts["weight"].minimum == Decimal("0.5")
    assert facts["weight"].required
    assert facts["weight"].other_columns == (OtherColumn("mass", ("Masse",), RG + "Scale"),)
    assert facts["colour"].header_aliases == ("Anstrich", "Farbe")
    red = ID + "colour/red"
    assert facts["colour"].blank_means == BlankMeaning(red, "warmth", frozenset({red}))


def test_a_derived_fact_names_its_inputs_and_its_precedence_in_order(root: Path) -> None:
    derived = load(root=root).rulebook.derived[KIND]["warmth"]
    assert (derived.of, derived.through, derived.inputs) == ("colour", RG + "warmth", ("colour",))
    assert derived.precedence == (ID + "colour/red", ID + "colour/blue")


def test_lookups_hold_the_values_of_the_property_that_a_derived_fact_goes_through(root: Path) -> None:
    red = ID + "colour/red"
    assert load(root=root).rulebook.lookups == {RG + "warmth": {red: (red,)}}


def test_constraints_stand_blocking_ones_first_whatever_the_order_of_the_text(root: Path) -> None:
    criterion = load(root=root).rulebook.criteria[ID + "criterion/heavy"]
    assert [c.iri[-1] for c in criterion.constraints] == ["b", "c", "a"]
    assert criterion.reads == ("warmth", "weight")
    assert criterion.shows == ("colour",)


def test_rounds_outcomes_texts_and_citations(root: Path) -> None:
    book = load(root=root).rulebook
    assert book.rounds[ID + "round/p-1"].criteria == (ID + "criterion/heavy",)
    assert [concept.notation for concept in book.outcomes[KIND]] == ["good", "bad"]
    assert book.texts == {"hello": Text("Hallo {x}", "Hello {x}")}
    assert book.missing_words == {"-", "?"}
    assert book.clauses[ID + "clause/one"].sentence == "Ein Satz."
    assert book.clauses[ID + "clause/one"].source_label == Text("Quelle", "source")
    assert book.norms[ID + "norm/one"].url == "https://example.org/x"
    assert book.readings[ID + "reading/1"].officer == Text("C", "C")
    assert book.evidence[ID + "evidence/paper"] == Text("Papier", "paper")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("data/facts/things.ttl", "rg:decimalReader", "rg:guessingReader", "fact/weight: unknown rg:reader .*guessing"),
        ("data/facts/things.ttl", ', "weight"@en', "", 'fact/weight: .*prefLabel has 0 values in the language "en"'),
        ("data/facts/things.ttl", '"weight"@en', '"weight"@en, "mass"@en', "fact/weight: .*prefLabel has 2 values"),
        ("data/facts/things.ttl", 'rg:column "weight"', 'rg:column "colour"', "the column colour is already that of"),
        ("data/facts/things.ttl", 'rg:column "mass"', 'rg:column "colour"', "the column colour is already that of"),
        ("data/facts/things.ttl", "rg:minimum 0.5", 'rg:minimum "some"', "minimum is 'some'; expected a number"),
        (
            "data/facts/things.ttl",
            "scheme/colour",
            "scheme/color",
            "fact/colour: its codes .*color are declared nowhere",
        ),
        ("data/facts/things.ttl", "rg:reader rg:decimalReader ;", "", "fact/weight: .*reader is missing"),
        ("data/facts/things.ttl", "rg:property rg:weight ;", "", "fact/weight: .*property is missing"),
        ("data/facts/things.ttl", "rg:requiredColumn true", 'rg:requiredColumn "ja"', "expected true or false"),
        ("data/facts/things.ttl", "rg:derivation rg:lookup", "rg:derivation rg:magic", "unknown rg:derivation .*magic"),
        ("data/facts/things.ttl", "rg:ofFact fact:colour ;", "", "fact/warmth: rg:lookup needs rg:ofFact"),
        (
            "data/facts/things.ttl",
            "rg:ofFact fact:colour",
            "rg:ofFact fact:hue",
            "refers to the fact .*hue, which no file",
        ),
        ("data/facts/things.ttl", "rg:whereFact fact:warmth ;", "", "fact/colour: rg:blankMeans needs"),
        ("shapes/things/heavy.ttl", "fact:weight, fact:warmth", "fact:size", "heavy: refers to the fact .*size, which"),
        ("shapes/things/heavy.ttl", "rg:reads fact:weight, fact:warmth ;", "", "heavy: rg:reads is missing"),
        ("shapes/things/heavy.ttl", "rg:caseKind rg:ThingCase", "rg:caseKind rg:Other", "expected a fact of .*Other"),
        ("shapes/things/heavy.ttl", "sh:severity sh:Warning ;", "", "heavy.a: sh:severity is None; expected"),
        ("shapes/things/heavy.ttl", 'rg:reason "a"@de, "a"@en', 'rg:reason "a"@de', 'reason has 0 values .* "en"'),
        ("shapes/things/heavy.ttl", "id:constraint\\/heavy.b, id:", "[ a sh:PropertyShape ], id:", "without an IRI"),
        (
            "data/programmes/p.ttl",
            "( id:criterion\\/heavy )",
            "( id:criterion\\/light )",
            "lists .*light, which no file",
        ),
        ("data/programmes/p.ttl", "rg:ofProgramme id:programme\\/p ;", "", "round/p-1: .*ofProgramme is missing"),
        ("data/programmes/p.ttl", 'rg:citation "§ 1 X" ;', "", "norm/one: rg:citation is missing"),
        (
            "shapes/things/heavy.ttl",
            "clause\\/one",
            "clause\\/two",
            "heavy: refers to .*two, which no file declares as rg:Cl",
        ),
        (
            "shapes/things/heavy.ttl",
            "norm\\/one",
            "norm\\/two",
            "heavy: refers to .*two, which no file declares as rg:No",
        ),
        (
            "shapes/things/heavy.ttl",
            "reading\\/1",
            "reading\\/2",
            "heavy: refers to .*2, which no file declares as rg:Op",
        ),
        ("data/codes.ttl", ', "blue"@en', "", 'colour/blue: .*prefLabel has 0 values in the language "en"'),
        ("data/codes.ttl", '"Hello {x}"@en', '"Hello {x}"@fr', "text/hello: .*template has 0 values"),
    ],
)
def test_a_wrong_declaration_names_subject_file_and_what_is_expected(
    root: Path, edit: Edit, name: str, old: str, new: str, said: str
) -> None:
    edit(name, old, new)
    with pytest.raises(KnowledgeError, match=said) as error:
        load(root=root)
    assert str(root / name) in str(error.value)


def test_knowledge_that_does_not_compile_can_still_be_looked_at(root: Path, edit: Edit) -> None:
    edit("data/facts/things.ttl", "rg:decimalReader", "rg:guessingReader")
    assert len(load(root=root, compiled=False).store) > 100


STRANGER = """
my:size a rg:Fact ; rg:caseKind rg:ThingCase ; rg:column "size" ;
    rg:property my:sizeOf ; rg:reader rg:wholeNumberReader ;
    skos:prefLabel "Größe"@de, "size"@en ; skos:definition "Wie groß."@de, "How big."@en .
my:fresh a rg:DerivedFact ; skos:notation "freshness" ; rg:caseKind rg:ThingCase ; rg:property my:freshOf ;
    rg:derivation rg:lookup ; rg:ofFact fact:colour ; rg:throughProperty my:freshness ;
    skos:prefLabel "Frische"@de, "freshness"@en ; skos:definition "Wie frisch."@de, "How fresh."@en .
id:colour\\/red my:freshness my:old ; rg:alias "rosso" .
my:green a skos:Concept ; skos:inScheme <https://w3id.org/regelgraph/id/scheme/colour> ; skos:notation "green" ;
    skos:prefLabel "grün"@de, "green"@en ; my:freshness my:new .
fact:weight rg:headerAlias "poids" .
my:big a rg:Criterion, sh:NodeShape ; skos:notation "big" ; skos:prefLabel "Groß"@de, "big"@en ;
    skos:definition "Groß."@de, "Big."@en ; rg:caseKind rg:ThingCase ; rg:reads my:size, fact:weight ;
    sh:property my:big.c ; rg:openReason "?"@de, "?"@en .
my:big.c a sh:PropertyShape ; sh:path my:sizeOf ; sh:severity sh:Violation ; sh:minInclusive 3 ;
    rg:reason "x"@de, "x"@en .
my:p a rg:Programme .
my:r a rg:FundingRound ; skos:notation "mine-1" ; skos:prefLabel "M 1"@de, "M 1"@en ; rg:ofProgramme my:p ;
    rg:criteria ( my:big id:criterion\\/heavy ) .
"""


def test_a_strangers_file_adds_facts_codes_lookups_criteria_rounds_and_spellings(root: Path, tmp_path: Path) -> None:
    book = load([write(tmp_path / "mine.ttl", STRANGER)], root=root).rulebook
    assert list(book.facts[KIND]) == ["weight", "colour", "size"]
    assert book.facts[KIND]["weight"].header_aliases == ("poids",)
    codes = {concept.notation: concept.aliases for concept in book.code_lists[ID + "scheme/colour"]}
    assert codes == {"blue": (), "green": (), "red": ("rosso", "rouge")}
    assert book.derived[KIND]["freshness"].of == "colour"
    assert book.lookups["https://example.org/freshness"] == {
        "https://example.org/green": ("https://example.org/new",),
        ID + "colour/red": ("https://example.org/old",),
    }
    assert book.criteria["https://example.org/big"].reads == ("size", "weight")
    assert book.rounds["https://example.org/r"].criteria == ("https://example.org/big", ID + "criterion/heavy")


@pytest.mark.parametrize(
    "turtle",
    [
        'fact:weight skos:prefLabel "Wucht"@de .',
        "fact:weight rg:reader rg:textReader .",
        "fact:weight rg:maximum 3 .",
        "id:constraint\\/heavy.b sh:severity sh:Warning .",
        "id:constraint\\/heavy.b sh:maxInclusive 99 .",
        "id:criterion\\/heavy sh:property my:c .",
        "id:criterion\\/heavy rg:reads fact:colour .",
        "id:round\\/p-1 rg:criteria () .",
        "id:colour\\/red rg:warmth id:colour\\/blue .",
        "id:colour\\/red a rg:Fact .",
    ],
)
def test_a_strangers_file_cannot_change_what_the_built_in_knowledge_says(
    root: Path, tmp_path: Path, turtle: str
) -> None:
    mine = write(tmp_path / "mine.ttl", turtle)
    with pytest.raises(KnowledgeError, match="the built-in knowledge declares it, and this file changes its") as error:
        load([mine], root=root)
    assert str(mine) in str(error.value)


def test_a_strangers_file_may_repeat_what_the_built_in_knowledge_says(root: Path, tmp_path: Path) -> None:
    mine = write(tmp_path / "mine.ttl", 'fact:weight a rg:Fact ; skos:prefLabel "Gewicht"@de ; rg:minimum 0.5 .')
    assert load([mine], root=root).rulebook.facts == load(root=root).rulebook.facts


@pytest.mark.parametrize(
    ("turtle", "said"),
    [
        (STRANGER.replace('rg:column "size"', 'rg:column "weight"'), "the column weight is already that of"),
        (STRANGER.replace('"mine-1"', '"p-1"'), "the notation p-1 is already that of"),
        (STRANGER.replace('"big" ;', '"heavy" ;', 1), "lists two criteria with the notation heavy"),
        (
            'my:t a rg:Text ; skos:notation "hello" ; rg:template "x"@de, "x"@en .',
            "the notation hello is already that of",
        ),
    ],
)
def test_a_strangers_file_cannot_take_a_name_that_is_taken(root: Path, tmp_path: Path, turtle: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        load([write(tmp_path / "mine.ttl", turtle)], root=root)
