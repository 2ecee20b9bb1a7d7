"""What the environment may set, and the error tree that says what is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from regelgraph import errors
from regelgraph.errors import RegelgraphError, UsageError
from regelgraph.settings import SETTINGS, Settings


def test_an_empty_environment_gives_german_no_own_knowledge_and_a_cache_folder() -> None:
    settings = Settings.from_environment({})
    assert settings.lang == "de"
    assert settings.knowledge == ()
    assert settings.cache is not None
    assert settings.cache.name == "regelgraph"


def test_every_setting_is_read() -> None:
    given = {
        "REGELGRAPH_KNOWLEDGE": os.pathsep.join(["a.ttl", "", "~/b"]),
        "REGELGRAPH_CACHE": "kept",
        "REGELGRAPH_LANG": "en",
    }
    assert Settings.from_environment(given) == Settings((Path("a.ttl"), Path.home() / "b"), Path("kept"), "en")
    assert {setting.variable for setting in SETTINGS} == given.keys()


@pytest.mark.parametrize("word", ["off", " OFF "])
def test_the_cache_can_be_switched_off(word: str) -> None:
    assert Settings.from_environment({"REGELGRAPH_CACHE": word}).cache is None


def test_an_unknown_language_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="REGELGRAPH_LANG is 'fr'; expected one of de, en"):
        Settings.from_environment({"REGELGRAPH_LANG": "fr"})


def test_each_error_knows_its_status_exit_code_and_a_problem_type_of_its_own() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, RegelgraphError)]
    assert len(kinds) >= 5
    assert len({kind.problem_type for kind in kinds}) == len(kinds)
    assert all(kind.exit_code == 2 and 400 <= kind.http_status < 600 for kind in kinds)
    assert UsageError("what to do").message == "what to do"
