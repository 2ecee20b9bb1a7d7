"""The closure: what follows and is not said, kept only as long as it is what the files give."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from regelgraph.errors import KnowledgeError
from regelgraph.knowledge import closure, load
from regelgraph.knowledge.find import find
from regelgraph.knowledge.keeping import SHIPPED
from regelgraph.terms import INFERRED_GRAPH

from tests.knowledge.conftest import write

RG = "https://w3id.org/regelgraph/def/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SUBCLASS = f"<{RG}Fact> <{RDFS}subClassOf> <{RG}Entity> ."
SYMMETRIC = f"<https://example.org/there> <{RG}neighbour> <https://example.org/here> ."
PLACES = [f"<https://example.org/{name}> <{RDF}type> <https://example.org/Place> ." for name in ("here", "there")]
HIDDEN = '<https://example.org/here> <http://www.w3.org/2004/02/skos/core#hiddenLabel> "hier" .'


def inferred(root: Path, *extra: Path) -> list[str]:
    found = load(extra, root=root).inferred()
    assert {quad.graph_name for quad in found} <= {NamedNode(INFERRED_GRAPH)}
    return sorted(f"{quad.triple} ." for quad in found)


def test_exactly_what_follows_is_inferred_and_no_noise(root: Path) -> None:
    assert inferred(root) == sorted([SUBCLASS, SYMMETRIC, HIDDEN, *PLACES])


def test_the_asserted_store_holds_nothing_inferred(root: Path) -> None:
    knowledge = load(root=root)
    assert len(knowledge.inferred()) == 5
    assert not list(knowledge.store.quads_for_pattern(None, None, None, NamedNode(INFERRED_GRAPH)))


def test_facts_outside_the_vocabulary_are_not_closed(root: Path, tmp_path: Path) -> None:
    assert inferred(root, write(tmp_path / "mine.ttl", "my:x rg:neighbour my:y .")) == inferred(root)


def test_contradictions_are_refused(root: Path) -> None:
    write(root / "ontology/bad.ttl", "rg:A owl:disjointWith rg:B . my:x a rg:A, rg:B .")
    with pytest.raises(KnowledgeError, match=r"bad\.ttl.*contradict"):
        closure.close_all(find(root=root))


@pytest.mark.parametrize(
    "said",
    [
        "my:x owl:differentFrom my:x .",
        "my:unlike rdfs:subPropertyOf owl:differentFrom . my:x my:unlike my:x .",
        "owl:sameAs rdfs:subPropertyOf my:alike . my:alike a owl:IrreflexiveProperty . my:x a my:Thing .",
    ],
)
def test_what_differs_from_itself_is_a_contradiction(root: Path, said: str) -> None:
    write(root / "ontology/bad.ttl", said)
    with pytest.raises(KnowledgeError, match=r"bad\.ttl.*contradict"):
        closure.close_all(find(root=root))


RULES = f"""@prefix rdf: <{RDF}> .
my:p rdfs:domain my:C ; rdfs:range my:D ; rdfs:subPropertyOf my:q ; owl:inverseOf my:r . my:x my:p my:y .
my:q a owl:SymmetricProperty, owl:TransitiveProperty ; owl:equivalentProperty my:s . my:y my:q my:z .
my:f a owl:FunctionalProperty . my:x my:f my:one, my:two . my:one my:t "1" . my:i a owl:InverseFunctionalProperty .
my:three my:i my:z . my:four my:i my:z . my:chain owl:propertyChainAxiom ( my:p my:q ) .
my:C rdfs:subClassOf my:E ; owl:equivalentClass my:F . my:K owl:hasKey ( my:t ) . my:one a my:K .
my:five a my:K ; my:t "1" .
my:H owl:onProperty my:h ; owl:hasValue my:v . my:x a my:H . my:w my:h my:v . my:S owl:onProperty my:p ;
  owl:someValuesFrom my:D . my:A owl:onProperty my:p ; owl:allValuesFrom my:G . my:x a my:A .
my:M owl:onProperty my:m ; owl:maxCardinality 1 . my:x a my:M ; my:m my:six, my:seven .
my:I owl:intersectionOf ( my:C my:H ) . my:U owl:unionOf ( my:D my:V ) . my:O owl:oneOf ( my:x my:eight ) .
my:late rdfs:subPropertyOf rdfs:subClassOf . my:E my:late my:Last . my:Z my:kind my:C .
my:kind rdfs:subPropertyOf rdf:type .
"""


def test_rules_that_are_spared_would_have_inferred_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root / "ontology/rules.ttl", RULES)
    spared = closure.close_all(find(root=root))
    for name in ("_spare_idle", "_spare_known", "_spare_reflexive"):
        monkeypatch.setattr(closure, name, lambda _: None)
    assert spared == closure.close_all(find(root=root))
    assert spared.count(b"\n") > 50
    assert b"<https://example.org/x> <" + f"{RDF}type".encode() + b"> <https://example.org/Last> ." in spared


@pytest.fixture
def kept(root: Path, cache: Path) -> Path:
    inferred(root)
    (file,) = cache.glob("closure-*.nt.gz")
    return file


def test_the_closure_is_made_once(root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept.is_file()
    monkeypatch.setattr(closure, "close_all", None)
    assert SYMMETRIC in inferred(root)


def test_a_kept_closure_is_a_gzip_file_of_n_triples(kept: Path) -> None:
    assert SYMMETRIC in gzip.decompress(kept.read_bytes()).decode().splitlines()


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "text", "other key", "added triple"])
def test_a_damaged_closure_is_made_again(root: Path, kept: Path, damage: str) -> None:
    whole = kept.read_bytes()
    lines = gzip.decompress(whole)
    broken = {
        "cut": whole[: len(whole) // 2],
        "flip": whole[:40] + bytes([whole[40] ^ 0xFF]) + whole[41:],
        "empty": b"",
        "text": b"not gzip",
        "other key": closure.pack(lines.partition(b"\n")[2], "0" * 64),
        "added triple": gzip.compress(lines + b"<http://x/a> <http://x/b> <http://x/c> .\n"),
    }[damage]
    kept.write_bytes(broken)
    assert inferred(root) == sorted([SUBCLASS, SYMMETRIC, HIDDEN, *PLACES])
    assert kept.read_bytes() == whole


def test_a_changed_vocabulary_gets_a_new_closure(root: Path, kept: Path) -> None:
    write(root / "ontology/places.ttl", "my:here rg:neighbour my:elsewhere .")
    assert SYMMETRIC not in inferred(root)
    assert f"<https://example.org/elsewhere> <{RG}neighbour> <https://example.org/here> ." in inferred(root)


def test_a_shipped_closure_is_used_if_it_fits_and_not_if_it_is_stale(root: Path, cache: Path) -> None:
    sources = find(root=root)
    key = closure.closure_key(sources)
    (root / SHIPPED).mkdir()
    (root / SHIPPED / f"closure-{key[:16]}.nt.gz").write_bytes(closure.pack(SYMMETRIC.encode() + b"\n", key))
    assert inferred(root) == [SYMMETRIC]
    assert not list(cache.glob("closure-*"))
    write(root / "ontology/places.ttl", "my:here rg:neighbour my:elsewhere .")
    assert SYMMETRIC not in inferred(root)


def test_an_unwritable_cache_folder_is_no_error(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("REGELGRAPH_CACHE", str(tmp_path / "file" / "a" / "b"))
    assert SYMMETRIC in inferred(root)
