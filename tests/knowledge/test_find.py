"""Where the files of the knowledge are found, and what is said when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from regelgraph.errors import KnowledgeError
from regelgraph.knowledge.find import find, find_root

from tests.knowledge.conftest import write

GRAPH = "https://w3id.org/regelgraph/graph/"


def test_each_built_in_file_has_a_graph_named_after_its_path(root: Path) -> None:
    graphs = find(root=root).graphs
    assert graphs[GRAPH + "shapes/things/heavy"] == root / "shapes/things/heavy.ttl"
    assert sorted(graphs) == [
        GRAPH + name
        for name in (
            "data/codes",
            "data/facts/things",
            "data/programmes/p",
            "ontology/core",
            "ontology/places",
            "shapes/things/heavy",
        )
    ]


def test_examples_are_found_only_on_request(root: Path) -> None:
    assert GRAPH + "data/examples/actors" not in find(root=root).graphs
    assert GRAPH + "data/examples/actors" in find(root=root, examples=True).graphs


def test_files_that_an_editor_hides_are_left_alone(root: Path) -> None:
    before = find(root=root).graphs
    (root / "data" / ".#codes.ttl").symlink_to("nowhere")
    assert find(root=root).graphs == before


def test_the_checkout_or_the_package_is_found_without_a_path() -> None:
    assert (find_root() / "shapes").is_dir()


def test_a_folder_without_the_knowledge_folders_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="expected the folders data, ontology, shapes"):
        find_root(tmp_path)


def test_a_users_file_becomes_a_graph_of_its_own_behind_the_built_in_ones(root: Path, tmp_path: Path) -> None:
    mine = write(tmp_path / "Meine Regeln.ttl", "my:a my:b my:c .")
    found = find([mine], root=root)
    assert found.turtle[-1].graph == GRAPH + "user/Meine%20Regeln"
    assert not found.turtle[-1].builtin


def test_two_files_of_one_name_get_two_graphs(root: Path, tmp_path: Path) -> None:
    paths = [write(tmp_path / folder / "mine.ttl", "my:a my:b my:c .") for folder in ("x", "y")]
    assert [s.graph for s in find(paths, root=root).turtle[-2:]] == [GRAPH + "user/mine", GRAPH + "user/mine-2"]


def test_a_file_named_twice_is_taken_once(root: Path, tmp_path: Path) -> None:
    mine = write(tmp_path / "x" / "mine.ttl", "my:a my:b my:c .")
    assert len(find([mine, mine.parent, mine], root=root).turtle) == len(find(root=root).turtle) + 1


def test_a_folder_gives_its_turtle_and_queries_sorted_and_nothing_else(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    for name in ("b.ttl", "a/c.ttl", ".hidden.ttl"):
        write(folder / name, "my:a my:b my:c .")
    (folder / "q.rq").write_text("ASK {}")
    (folder / "notes.txt").write_text("no Turtle")
    found = find([folder], root=root)
    assert [s.graph for s in found.turtle if not s.builtin] == [GRAPH + "user/a/c", GRAPH + "user/b"]
    assert found.queries == (root / "queries/all.rq", folder / "q.rq")


def test_a_missing_path_is_named(root: Path, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.ttl: no such file or folder"):
        find([tmp_path / "nowhere.ttl"], root=root)


def test_a_folder_without_turtle_is_named(root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(KnowledgeError, match=r"empty: no \.ttl, \.rq or \.csv file"):
        find([tmp_path / "empty"], root=root)


def test_another_kind_of_file_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_text("a,b")
    with pytest.raises(KnowledgeError, match=r"list\.xlsx: expected a Turtle file"):
        find([tmp_path / "list.xlsx"], root=root)


def test_a_file_that_is_not_utf_8_is_named_with_its_line(root: Path, tmp_path: Path) -> None:
    (tmp_path / "old.ttl").write_bytes("# one\n# zwei: ä\n".encode("windows-1252"))
    with pytest.raises(KnowledgeError, match=r"old\.ttl, line 2: not UTF-8"):
        find([tmp_path / "old.ttl"], root=root)
