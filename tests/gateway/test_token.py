"""The token: asked for where lists and explanations are asked for, and never told to anybody."""

from __future__ import annotations

import hmac
from contextlib import suppress

import pytest
from regelgraph.errors import TokenError
from regelgraph.gateway.token import Tokens
from regelgraph.settings import ServiceSettings
from regelgraph.workers.problems import of_error

NEW, OLD = "new-token-of-this-year/+~._-==", "old-token-of-last-year"
CHECK = "/check/persons"


@pytest.fixture
def tokens() -> Tokens:
    return Tokens(ServiceSettings.from_environment({"REGELGRAPH_TOKEN": f"{NEW}\n{OLD}"}).tokens)


def bearer(value: str) -> list[tuple[bytes, bytes]]:
    return [(b"accept", b"*/*"), (b"authorization", value.encode("latin-1"))]


@pytest.mark.parametrize(
    "path", [CHECK, "/check/networks", "/check/participations", "/explain/person", "/check/", "/explain"]
)
def test_lists_and_explanations_need_a_token(tokens: Tokens, path: str) -> None:
    with pytest.raises(TokenError) as found:
        tokens.require("POST", path, [])
    reply = of_error(found.value)
    assert reply.status == 401
    assert dict(reply.headers)["www-authenticate"].startswith("Bearer ")
    tokens.require("POST", path, bearer(f"Bearer {NEW}"))


@pytest.mark.parametrize("path", ["/", "/questions", "/sparql", "/id/check/x", "/health/live", "/openapi.json"])
def test_everything_else_is_open(tokens: Tokens, path: str) -> None:
    tokens.require("POST", path, [])


@pytest.mark.parametrize("path", ["/person", "/lists/persons"])
def test_a_page_is_read_by_all_and_judges_for_a_token(tokens: Tokens, path: str) -> None:
    tokens.require("GET", path, [])
    with pytest.raises(TokenError):
        tokens.require("POST", path, [])


def test_without_tokens_in_the_settings_nobody_is_asked() -> None:
    Tokens(ServiceSettings().tokens).require("POST", CHECK, [])


@pytest.mark.parametrize("said", [f"Bearer {NEW}", f"Bearer {OLD}", f"bearer  {OLD}", f" BEARER {OLD} "])
def test_each_of_several_tokens_counts(tokens: Tokens, said: str) -> None:
    tokens.require("POST", CHECK, bearer(said))


@pytest.mark.parametrize(
    "said",
    ["", "Bearer", "Bearer ", OLD, f"Basic {OLD}", f"Bearer {OLD}x", f"Bearer {OLD[:-1]}", f"Bearer {OLD.upper()}",
     f"Bearer {NEW} {OLD}", f"Bearer {NEW},{OLD}", f"Bearer\t{OLD}", f'Bearer "{OLD}"', "Bearer " + "a" * 5000,
     "Bearer tökén-of-no-use-whatever", f"Bearer {OLD}\x00"],
)  # fmt: skip
def test_any_other_is_refused_without_being_quoted(tokens: Tokens, said: str) -> None:
    with pytest.raises(TokenError) as found:
        tokens.require("POST", CHECK, bearer(said))
    told = b"".join(of_error(found.value).body).decode() + str(found.value)
    assert not any(word in told for word in (NEW, OLD, "tökén", "aaaa"))


def test_two_headers_with_tokens_are_refused_even_if_both_are_right(tokens: Tokens) -> None:
    with pytest.raises(TokenError):
        tokens.require("POST", CHECK, [*bearer(f"Bearer {OLD}"), *bearer(f"Bearer {OLD}")])


def test_every_token_is_compared_in_constant_time_whatever_is_sent(
    tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: compared.append((a, b)) or real(a, b))
    for said in (f"Bearer {NEW}", f"Bearer {OLD}", "Bearer wrong-but-well-formed", "nonsense"):
        compared.clear()
        with suppress(TokenError):
            tokens.require("POST", CHECK, bearer(said))
        assert len(compared) == 2
        assert {len(part) for pair in compared for part in pair} == {32}


def test_nothing_of_a_token_is_kept(tokens: Tokens) -> None:
    held = repr(vars(tokens)) + ServiceSettings.from_environment({"REGELGRAPH_TOKEN": OLD}).to_json()
    assert OLD not in held
