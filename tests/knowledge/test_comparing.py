"""Two knowledges are compared by what they mean: names, readings, decision tables, and verdicts by value and round."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from regelgraph.cli import main
from regelgraph.comparing import Difference, compare
from regelgraph.knowledge import load

from tests.knowledge.conftest import FILES, write

BUILT_IN = Path(__file__).parents[2]
WORDS = BUILT_IN / "data" / "texts" / "judging.ttl"
CODES, FACTS, RULE, WORDING = "data/codes.ttl", "data/facts/things.ttl", "shapes/things/heavy.ttl", "ontology/core.ttl"
VERDICTS = """
<https://w3id.org/regelgraph/id/verdict/open> a skos:Concept ; skos:notation "open" ; rg:order 3 ;
    skos:inScheme <https://w3id.org/regelgraph/id/scheme/verdicts> ; skos:prefLabel "offen"@de, "open"@en .
<https://w3id.org/regelgraph/id/verdict/worst> a skos:Concept ; skos:notation "worst" ; rg:order 4 ;
    skos:inScheme <https://w3id.org/regelgraph/id/scheme/verdicts> ; skos:prefLabel "am schlechtesten"@de, "worst"@en .
<https://w3id.org/regelgraph/id/colour/blue> rg:warmth <https://w3id.org/regelgraph/id/colour/blue> .
"""
COLD = """
id:constraint\\/heavy.d a sh:PropertyShape ; sh:path rg:warmthOfColour ; sh:severity sh:Violation ;
    sh:hasValue id:colour\\/red ; rg:reason "d"@de, "d"@en .
id:criterion\\/heavy sh:property id:constraint\\/heavy.d .
"""


@pytest.fixture
def old(root: Path) -> Path:
    write(root / CODES, FILES[CODES] + VERDICTS)
    write(root / RULE, FILES[RULE] + COLD)
    return root


@pytest.fixture
def new(old: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(old, tmp_path / "new"))


def differences(old: Path, new: Path) -> list[Difference]:
    return compare(load([WORDS], root=old), load([WORDS], root=new), "en")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_wording_order_and_comments_are_no_difference(old: Path, new: Path) -> None:
    replace(new / CODES, '"rot"@de', '"rote"@de')
    replace(new / FACTS, '"Die Farbe."@de', '"Welche Farbe es hat."@de')
    replace(new / RULE, 'rg:reason "a"@de', 'rg:reason "zu schwer"@de')
    replace(new / WORDING, "rg:Entity a owl:Class .", 'rg:Entity a owl:Class ; rdfs:label "Ding"@de . # a comment')
    assert load([WORDS], root=old).fingerprint != load([WORDS], root=new).fingerprint
    assert differences(old, new) == []


def test_what_a_knowledge_tells_of_itself_is_no_difference(old: Path, new: Path) -> None:
    told = "my:v a rg:Version . my:c a rg:Change ; rg:inVersion my:v . my:g a <http://rdfs.org/ns/void#Dataset> ."
    listed = (
        " my:k a rg:ChangeKind, skos:Concept ; skos:inScheme my:s ; skos:notation 'k' ; skos:prefLabel 'k'@de, 'k'@en ."
    )
    write(new / "data/versions.ttl", told + listed)
    assert differences(old, new) == []


def test_names_that_come_and_go_and_retired_terms_are_named(old: Path, new: Path) -> None:
    write(new / "data/more.ttl", "my:new a my:Place .")
    write(old / "data/place.ttl", "my:here a my:Place .")
    write(new / "data/place.ttl", 'my:elsewhere a my:Place . my:foreign rdfs:label "woanders"@de .')
    replace(
        new / WORDING,
        "rg:alias a owl:DatatypeProperty ;",
        "rg:alias a owl:DatatypeProperty ; owl:deprecated true ; "
        "<http://purl.org/dc/terms/isReplacedBy> skos:hiddenLabel ;",
    )
    assert differences(old, new) == [
        Difference("added", "https://example.org/elsewhere", "thing", "", ""),
        Difference("added", "https://example.org/new", "thing", "", ""),
        Difference("removed", "https://example.org/here", "thing", "", ""),
        Difference("retired", "def/alias", "term", "", "http://www.w3.org/2004/02/skos/core#hiddenLabel"),
    ]
    back = differences(new, old)
    assert [(each.what, each.thing) for each in back] == [
        ("added", "https://example.org/here"),
        ("removed", "https://example.org/elsewhere"),
        ("removed", "https://example.org/new"),
    ]


def test_another_spelling_or_bound_of_a_column_is_a_reading(old: Path, new: Path) -> None:
    replace(new / CODES, '"rouge"', '"rouge", "rosso"')
    replace(new / FACTS, "rg:minimum 0.5", "rg:minimum 0.6")
    assert differences(old, new) == [
        Difference("reading", "id/fact/weight", "minimum", "0.5", "0.6"),
        Difference("reading", "id/colour/red", "aliases", "rouge", "rosso; rouge"),
    ]


def test_a_moved_border_is_a_rule_row_by_row(old: Path, new: Path) -> None:
    replace(new / RULE, "sh:maxInclusive 10", "sh:maxInclusive 11")
    found = differences(old, new)
    assert {(each.what, each.thing) for each in found} == {("rule", "id/criterion/heavy")}
    before = {each.where for each in found if each.before}
    after = {each.where for each in found if each.after}
    assert any("10" in where for where in before)
    assert any("11" in where for where in after)
    assert not before & after
    assert any(each.before.startswith("worst") and "heavy.b" in each.before for each in found)


def test_a_value_that_leads_elsewhere_changes_the_verdict_of_its_round_where_it_does(old: Path, new: Path) -> None:
    replace(new / CODES, "colour/blue> rg:warmth <https://w3id.org/regelgraph/id/colour/blue>", "x> my:is my:gone")
    write(new / "data/warm.ttl", "id:colour\\/blue rg:warmth id:colour\\/red .")
    found = [each for each in differences(old, new) if each.what not in ("added", "removed")]
    assert [(each.what, each.thing) for each in found[:1]] == [("reading", "lookups")]
    verdicts = [each for each in found if each.what == "verdict"]
    assert {each.thing for each in verdicts} == {"id/colour/blue"}
    assert {each.where.partition(";")[0] for each in verdicts} == {"p-1 heavy"}
    assert {(each.before, each.after) for each in verdicts} == {("worst", "good"), ("worst", "bad")}
    assert {each.what for each in found} == {"reading", "verdict"}


def test_statements_that_a_query_is_answered_from_are_readings(old: Path, new: Path) -> None:
    query = "PREFIX my: <https://example.org/> SELECT ?status ?because { ?because a my:Place ; my:of/my:since ?status }"
    fact = """
fact:known a rg:DerivedFact ; rg:caseKind rg:ThingCase ; rg:property rg:known ; rg:derivation rg:queried ;
    rg:ofFact fact:weight ; rg:query "known.rq" ; rg:restsOn my:Place ;
    rg:codeList <https://w3id.org/regelgraph/id/scheme/colour> ;
    skos:prefLabel "bekannt"@de, "known"@en ; skos:definition "Bekannt."@de, "Known."@en .
my:place a my:Place ; my:of my:thing ; my:other "1" . my:thing my:since "2026-01-01" ; my:other "1" .
"""
    for each in (old, new):
        (each / "data" / "queries").mkdir()
        (each / "data" / "queries" / "known.rq").write_text(query, encoding="utf-8")
        write(each / "data/facts/known.ttl", fact)
    assert differences(old, new) == []
    write(new / "data/facts/known.ttl", fact.replace("2026", "2027").replace('my:other "1"', 'my:other "2"'))
    assert differences(old, new) == [
        Difference("reading", "https://example.org/thing", "https://example.org/since", "2026-01-01", "2027-01-01")
    ]
    (new / "data" / "queries" / "known.rq").write_text(query + " LIMIT 1", encoding="utf-8")
    assert Difference("reading", "queries", "known.rq", query, query + " LIMIT 1") in differences(old, new)


def test_the_command_says_it_for_people_and_programs_and_by_its_exit_code(
    old: Path, new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ran(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["compare", *map(str, arguments)])
        said = capsys.readouterr()
        return int(str(ended.value.code)), said.out + said.err

    assert ran(old, new)[0] == 0
    replace(new / CODES, '"rouge"', '"rosso"')
    code, out = ran(old, new, "--format", "json", "--knowledge", WORDS)
    document = json.loads(out)
    assert (code, document["same"]) == (1, False)
    row = {"what": "reading", "thing": "id/colour/red", "where": "aliases", "before": "rouge", "after": "rosso"}
    assert document["differences"] == [row]
    assert document["old"]["knowledge"] == str(old)
    assert document["old"]["fingerprint"] == load([WORDS], root=old).fingerprint != document["new"]["fingerprint"]
    code, out = ran(old, new, "--knowledge", WORDS)
    assert code == 1
    assert "rosso" in out
    assert out.endswith("1 difference in meaning\n")
    assert ran(old / "data" / "codes.ttl") == (2, f"Error: {old}/data/codes.ttl: {EXPECTED}\n")
    assert ran(old / "data")[0] == 2


EXPECTED = "expected a folder that holds ontology/, shapes/ and data/, or built-in"
