"""What parsing makes of the files: a graph per file, blank nodes apart, nothing from the network."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad
from rdflib import RDF, SH, URIRef
from regelgraph.errors import KnowledgeError
from regelgraph.knowledge import load
from regelgraph.knowledge.find import find
from regelgraph.knowledge.stores import load_store

from tests.knowledge.conftest import write

GRAPH = "https://w3id.org/regelgraph/graph/"


def user_quads(root: Path, *paths: Path) -> list[Quad]:
    store = load_store(find(paths, root=root))
    return [quad for quad in store if GRAPH + "user/" in str(quad.graph_name)]


def test_relative_iris_resolve_against_the_graph_of_the_file(root: Path, tmp_path: Path) -> None:
    (quad,) = user_quads(root, write(tmp_path / "mine.ttl", "<#a> <b> <> ."))
    assert quad.graph_name == NamedNode(GRAPH + "user/mine")
    assert quad.subject == NamedNode(GRAPH + "user/mine#a")
    assert quad.predicate == NamedNode(GRAPH + "user/b")
    assert quad.object == NamedNode(GRAPH + "user/mine")


def test_blank_nodes_of_different_files_never_merge(root: Path, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{name}.ttl", f'_:b my:name "{name}" .') for name in ("x", "y")]
    subjects = {quad.subject for quad in user_quads(root, *paths)}
    assert len(subjects) == 2
    assert all(isinstance(subject, BlankNode) for subject in subjects)


def test_a_byte_order_mark_is_no_error(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_bytes(b"\xef\xbb\xbf<a> <b> <c> .")
    assert len(user_quads(root, path)) == 1


def test_a_syntax_error_names_file_line_column_and_what_is_wrong(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<a> <b> <c> .\n<a> nix:b <c> .")
    with pytest.raises(KnowledgeError, match=r"broken\.ttl, line 2, column 5: The prefix nix: has not been declared"):
        load_store(find([path], root=root))


@pytest.mark.parametrize("turtle", ["<a> <b>", '<a> <b> "open', "<a> <b> <c> <d> .", "{ <a> <b> <c> }", "\x00"])
def test_broken_turtle_of_every_kind_is_a_knowledge_error(root: Path, tmp_path: Path, turtle: str) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(turtle)
    with pytest.raises(KnowledgeError, match=r"broken\.ttl, line 1, column \d+: "):
        load_store(find([path], root=root))


def test_nothing_is_fetched(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    turtle = "<> owl:imports <https://example.org/other> ; rdfs:seeAlso <https://example.org/more> ."
    knowledge = load([write(tmp_path / "mine.ttl", turtle)], root=root)
    assert knowledge.inferred()
    assert len(knowledge.shapes_graph()) > 0


def test_the_shapes_graph_holds_whole_files_that_declare_shapes_with_their_blank_nodes(root: Path) -> None:
    shapes = load(root=root).shapes_graph()
    either = shapes.value(URIRef("https://w3id.org/regelgraph/id/constraint/heavy.c"), SH["or"])
    member = shapes.value(either, RDF.first)
    assert shapes.value(member, SH.path) == URIRef("https://w3id.org/regelgraph/def/weight")
    assert (None, RDF.type, URIRef("https://w3id.org/regelgraph/def/Fact")) not in shapes


def test_the_vocabulary_graph_holds_the_ontology_only(root: Path) -> None:
    graph = load(root=root).vocabulary_graph()
    assert (URIRef("https://example.org/here"), None, None) in graph
    assert (None, RDF.type, URIRef("https://w3id.org/regelgraph/def/Fact")) not in graph


def test_the_store_is_the_same_whether_the_rulebook_was_kept_or_not(root: Path) -> None:
    first, second = load(root=root), load(root=root)
    assert first.rulebook == second.rulebook
    assert len(first.store) == len(second.store) > 100
