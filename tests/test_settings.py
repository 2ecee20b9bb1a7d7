"""What the environment may set, and the error tree that says what is wrong."""

from __future__ import annotations

import json
import os
from dataclasses import fields
from pathlib import Path

import pytest
from regelgraph import errors
from regelgraph.errors import RegelgraphError, UsageError
from regelgraph.settings import GENERAL, OF_SERVICE, SETTINGS, ServiceSettings, Setting, Settings
from regelgraph.settings.tokens import digest

MIB = 2**20
GIVEN = {
    "REGELGRAPH_PUBLIC_URL": ("https://example.org/rules/", "public_url", "https://example.org/rules"),
    "REGELGRAPH_QUERY_SECONDS": ("2.5", "query_seconds", 2.5),
    "REGELGRAPH_CHECK_SECONDS": ("60", "check_seconds", 60.0),
    "REGELGRAPH_QUERY_MEMORY": ("256 MiB", "query_memory", 256 * MIB),
    "REGELGRAPH_CHECK_MEMORY": ("2GiB", "check_memory", 2048 * MIB),
    "REGELGRAPH_QUERY_LENGTH": ("8 KiB", "query_length", 8192),
    "REGELGRAPH_RESULT_BYTES": ("1048576", "result_bytes", MIB),
    "REGELGRAPH_BODY_BYTES": ("8 MiB", "body_bytes", 8 * MIB),
    "REGELGRAPH_ROWS": ("500", "rows", 500),
    "REGELGRAPH_CACHE_BYTES": ("0", "cache_bytes", 0),
    "REGELGRAPH_QUEUE": ("0", "queue", 0),
    "REGELGRAPH_QUICK": ("3", "quick", 3),
    "REGELGRAPH_SLOW": ("1", "slow", 1),
    "REGELGRAPH_CHECKS": ("4", "checks", 4),
    "REGELGRAPH_MAX_CONNECTIONS": ("64", "max_connections", 64),
    "REGELGRAPH_HEADER_SECONDS": ("5", "header_seconds", 5.0),
    "REGELGRAPH_BODY_SECONDS": ("30", "body_seconds", 30.0),
    "REGELGRAPH_WRITE_SECONDS": ("20", "write_seconds", 20.0),
    "REGELGRAPH_IDLE_SECONDS": ("15", "idle_seconds", 15.0),
    "REGELGRAPH_STOP_SECONDS": ("0.5", "stop_seconds", 0.5),
    "REGELGRAPH_FAIR_USE": ("120/60", "fair_use", (120, 60)),
    "REGELGRAPH_TRUSTED_PROXIES": ("127.0.0.1, fd00::/8,", "trusted_proxies", ("127.0.0.1/32", "fd00::/8")),
    "REGELGRAPH_ACCESS_LOG": ("network", "access_log", "network"),
    "REGELGRAPH_PUBLISHER_NAME": ("Amt für Beispiele", "publisher_name", "Amt für Beispiele"),
    "REGELGRAPH_PUBLISHER_URL": ("https://amt.example/", "publisher_url", "https://amt.example"),
    "REGELGRAPH_CONTACT_NAME": ("Auskunft", "contact_name", "Auskunft"),
    "REGELGRAPH_CONTACT_EMAIL": ("data@amt.example", "contact_email", "data@amt.example"),
    "REGELGRAPH_CONTACT_URL": ("https://amt.example/contact", "contact_url", "https://amt.example/contact"),
    "REGELGRAPH_CONTRIBUTOR_ID": ("http://dcat-ap.de/def/contributors/example", "contributor_id",
                                  "http://dcat-ap.de/def/contributors/example"),
    "REGELGRAPH_TOKEN": ("first-of-the-tokens\nsecond-of-the-tokens=", "tokens",
                         (digest("first-of-the-tokens"), digest("second-of-the-tokens="))),
}  # fmt: skip
"""What every variable of the service may be set to, the field that holds it, and the value there."""
WRONG = [
    ("PUBLIC_URL", value)
    for value in ("example.org", "ftp://example.org", "https://example.org/?a=1", "https://example.org/#a", "https://",
                  "https://user:word@example.org", "https://example.org/a b", "https://example.org\r\nX: y", "http://:80",
                  "https://example.org:99999", "https://exämple.org", "https://example.org/a/../b", "https://example.org/%zz",
                  "https://example.org//a", "http://[::1", "HTTPS://example.org", "https://example.org/\"><script>")
] + [
    ("QUERY_SECONDS", "0"), ("QUERY_SECONDS", "-1"), ("QUERY_SECONDS", "ten"), ("QUERY_SECONDS", "nan"),
    ("QUERY_SECONDS", "1e3"), ("QUERY_SECONDS", "3601"), ("QUERY_SECONDS", "١"),
    ("QUERY_MEMORY", "512"), ("QUERY_MEMORY", "512 MB"), ("QUERY_MEMORY", "65 GiB"), ("BODY_BYTES", "-1"),
    ("ROWS", "0"), ("ROWS", "1.5"), ("ROWS", "1_000"), ("QUEUE", "10001"), ("QUICK", "0"), ("CHECKS", "65"),
    ("FAIR_USE", "120"), ("FAIR_USE", "0/60"), ("FAIR_USE", "120/0"), ("FAIR_USE", "1/2/3"), ("FAIR_USE", "on"),
    ("TRUSTED_PROXIES", "10.0.0.1/8"), ("TRUSTED_PROXIES", "proxy"), ("TRUSTED_PROXIES", "*"),
    ("TRUSTED_PROXIES", "10.0.0.0/33"), ("ACCESS_LOG", "yes"), ("ACCESS_LOG", "ON"),
    ("PUBLISHER_NAME", "a\nb"), ("CONTACT_NAME", "a\x07b"), ("PUBLISHER_URL", "amt.example"),
    ("CONTACT_EMAIL", "amt.example"), ("CONTACT_EMAIL", "a@b> <c@d.example"), ("CONTACT_URL", "mailto:a@amt.example"),
    ("CONTRIBUTOR_ID", "example"), ("CONTRIBUTOR_ID", "http://dcat-ap.de/def/contributors/a b"),
]  # fmt: skip


def test_an_empty_environment_gives_german_no_own_knowledge_and_a_cache_folder() -> None:
    settings = Settings.from_environment({})
    assert settings.lang == "de"
    assert settings.knowledge == ()
    assert settings.cache is not None
    assert settings.cache.name == "regelgraph"


def test_every_general_setting_is_read() -> None:
    given = {
        "REGELGRAPH_KNOWLEDGE": os.pathsep.join(["a.ttl", "", "~/b"]),
        "REGELGRAPH_CACHE": "kept",
        "REGELGRAPH_LANG": "en",
    }
    assert Settings.from_environment(given) == Settings((Path("a.ttl"), Path.home() / "b"), Path("kept"), "en")
    assert {setting.variable for setting in GENERAL} == given.keys()


@pytest.mark.parametrize("word", ["off", " OFF "])
def test_the_cache_can_be_switched_off(word: str) -> None:
    assert Settings.from_environment({"REGELGRAPH_CACHE": word}).cache is None


def test_an_unknown_language_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="REGELGRAPH_LANG is 'fr'; expected one of de, en"):
        Settings.from_environment({"REGELGRAPH_LANG": "fr"})


@pytest.mark.parametrize("variable", GIVEN)
def test_every_setting_of_the_service_is_read_by_itself(variable: str) -> None:
    text, field, value = GIVEN[variable]
    found = ServiceSettings.from_environment({variable: text})
    assert getattr(found, field) == value
    others = [each.name for each in fields(found) if each.name != field]
    assert [name for name in others if getattr(found, name) != getattr(ServiceSettings(), name)] == []
    assert getattr(ServiceSettings(), field) != value, "a value that is the default shows nothing"


def test_no_setting_is_left_out() -> None:
    assert {setting.variable for setting in OF_SERVICE} == GIVEN.keys()
    assert {field for _, field, _ in GIVEN.values()} == {each.name for each in fields(ServiceSettings)}
    names = [setting.variable for setting in SETTINGS]
    assert len(names) == len({*names}) == len(GENERAL) + len(OF_SERVICE) + 1


def test_without_or_with_empty_variables_the_defaults_count() -> None:
    assert ServiceSettings.from_environment({}) == ServiceSettings()
    assert ServiceSettings.from_environment(dict.fromkeys(GIVEN, " ")) == ServiceSettings()


@pytest.mark.parametrize("setting", [each for each in OF_SERVICE if each.kind], ids=lambda setting: setting.variable)
def test_the_documented_default_is_the_default(setting: Setting) -> None:
    by_name = {each.metadata["setting"].variable: each.default for each in fields(ServiceSettings)}
    default = by_name[setting.variable]
    assert setting.kind is not None
    if default not in ("", ()):
        assert setting.kind.read(setting.default) == default, "who writes the default into the environment gets it"


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_a_usage_error_that_names_variable_value_and_what_is_expected(name: str, value: str) -> None:
    with pytest.raises(UsageError) as found:
        ServiceSettings.from_environment({f"REGELGRAPH_{name}": value})
    (kind,) = (each.kind for each in OF_SERVICE if each.variable == f"REGELGRAPH_{name}")
    assert kind is not None
    assert found.value.message == f"REGELGRAPH_{name} is {value!r}; expected {kind.expected}"


def test_both_ends_of_a_range_are_taken_and_named() -> None:
    for value in ("0.1", "3600"):
        assert ServiceSettings.from_environment({"REGELGRAPH_QUERY_SECONDS": value}).query_seconds == float(value)
    with pytest.raises(UsageError, match=r"'0\.09'; expected seconds from 0\.1 to 3600$"):
        ServiceSettings.from_environment({"REGELGRAPH_QUERY_SECONDS": "0.09"})


def test_settings_pass_between_processes_as_json() -> None:
    full = ServiceSettings.from_environment({variable: text for variable, (text, _, _) in GIVEN.items()})
    assert full != ServiceSettings()
    assert ServiceSettings.from_json(full.to_json()) == full
    assert {type(value) for value in json.loads(full.to_json()).values()} <= {str, int, float, list}


def test_tokens_of_a_file_count_line_by_line_and_only_digests_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text("# in use\nnewer-token-of-this-year\n\nolder-token-of-last-year \nnewer-token-of-this-year\n")
    found = ServiceSettings.from_environment({"REGELGRAPH_TOKEN_FILE": str(file)})
    assert found.tokens == (digest("newer-token-of-this-year"), digest("older-token-of-last-year"))
    assert "token-of" not in repr(found) + found.to_json()


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ("", "holds no token"),
        ("# nothing-but-a-remark\n", "holds no token"),
        ("a-good-enough-token\ntoo-short\n", "entry 2 is no token"),
        ("a token with spaces in it", "entry 1 is no token"),
        ("tökens-are-of-ascii-only", "it is no ASCII text"),
        (None, "No such file"),
    ],
)
def test_a_file_of_tokens_that_is_none_is_a_usage_error_without_their_text(
    tmp_path: Path, held: str | None, why: str
) -> None:
    file = tmp_path / "tokens"
    if held is not None:
        file.write_text(held, encoding="utf-8")
    with pytest.raises(UsageError, match=why) as found:
        ServiceSettings.from_environment({"REGELGRAPH_TOKEN_FILE": str(file)})
    assert "REGELGRAPH_TOKEN_FILE" in found.value.message
    assert [line for line in (held or "").split("\n") if line and line in found.value.message] == []


def test_a_short_token_of_the_environment_is_refused_without_showing_it() -> None:
    with pytest.raises(UsageError, match="REGELGRAPH_TOKEN: entry 1 is no token") as found:
        ServiceSettings.from_environment({"REGELGRAPH_TOKEN": "hunter2"})
    assert "hunter2" not in found.value.message


def test_a_token_and_a_file_of_tokens_are_not_both_taken() -> None:
    both = {"REGELGRAPH_TOKEN": "a-good-enough-token", "REGELGRAPH_TOKEN_FILE": "tokens"}
    with pytest.raises(UsageError, match="both set; expected one of them"):
        ServiceSettings.from_environment(both)


def test_each_error_knows_its_status_exit_code_and_a_problem_type_of_its_own() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, RegelgraphError)]
    assert len(kinds) >= 5
    assert len({kind.problem_type for kind in kinds}) == len(kinds)
    assert all(kind.exit_code == 2 and 400 <= kind.http_status < 600 for kind in kinds)
    assert UsageError("what to do").message == "what to do"
