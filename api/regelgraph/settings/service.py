"""What the environment asks of the service: limits, places, who may ask, what is logged."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from regelgraph.settings.addresses import NETWORKS, URL
from regelgraph.settings.kinds import SHARE, Setting, count, of, one_of, seconds, size
from regelgraph.settings.publisher import PublisherSettings
from regelgraph.settings.tokens import TOKEN, digests

_MIB: Final = 2**20
_GIB: Final = 2**30
ACCESS_LOG: Final = ("on", "off", "network")


@dataclass(frozen=True, slots=True)
class ServiceSettings(PublisherSettings):
    """Sizes are bytes, times are seconds; what is counted is counted in each front process (`serve --workers`).

    `fair_use` is requests and seconds, (0, 0) if it is off; `tokens` are SHA-256 in hex, so that no process but the
    first ever holds a token.
    """

    public_url: str = of(
        "PUBLIC_URL",
        URL,
        "",
        "The address by which readers reach the service; stands in redirects, service description and example queries.",
    )
    query_seconds: float = of("QUERY_SECONDS", seconds(0.1, 3600), 10.0, "Longest that a query or a question may take.")
    check_seconds: float = of(
        "CHECK_SECONDS", seconds(1, 3600), 120.0, "Longest that a list or an explanation may take."
    )
    query_memory: int = of(
        "QUERY_MEMORY", size(64 * _MIB, 64 * _GIB), 512 * _MIB, "Memory that a query may take besides the knowledge."
    )
    check_memory: int = of(
        "CHECK_MEMORY",
        size(512 * _MIB, 256 * _GIB),
        3 * _GIB,
        "Addresses that work on a list may take besides the knowledge; of these about a fifth is memory in use.",
    )
    query_length: int = of(
        "QUERY_LENGTH",
        size(1024, 16 * _MIB),
        100_000,
        "Characters of a SPARQL query; one of more than 32 KiB comes by POST.",
    )
    result_bytes: int = of(
        "RESULT_BYTES", size(1024, 4 * _GIB), 64 * _MIB, "Bytes of the answer to a query, before compression."
    )
    body_bytes: int = of(
        "BODY_BYTES", size(1024, 4 * _GIB), 64 * _MIB, "Bytes of a body that is sent, a list above all."
    )
    rows: int = of("ROWS", count(1, 10_000_000), 100_000, "Rows of a list, and pairs of stays.")
    cache_bytes: int = of("CACHE_BYTES", size(0, 64 * _GIB), 64 * _MIB, "Bytes of ready answers kept in memory.")
    queue: int = of("QUEUE", count(0, 10_000), 64, "Requests that wait for a place in a lane; for more there is 503.")
    quick: int = of("QUICK", count(1, 64), 2, "Worker processes of the quick lane.")
    slow: int = of("SLOW", count(1, 64), 2, "Worker processes for queries that take longer than 0.25 s.")
    checks: int = of("CHECKS", count(1, 64), 2, "Worker processes for lists.")
    max_connections: int = of("MAX_CONNECTIONS", count(1, 100_000), 1000, "Connections that are open at once.")
    header_seconds: float = of(
        "HEADER_SECONDS", seconds(1, 600), 10.0, "Longest from the first byte of a request to the end of its headers."
    )
    body_seconds: float = of(
        "BODY_SECONDS", seconds(1, 600), 10.0, "Longest without a byte of a body; on average 1000 a second must come."
    )
    write_seconds: float = of(
        "WRITE_SECONDS",
        seconds(1, 3600),
        30.0,
        "Longest that a client takes less than 1000 bytes a second of its answer.",
    )
    idle_seconds: float = of(
        "IDLE_SECONDS", seconds(1, 3600), 75.0, "How long a connection without a request stays open."
    )
    stop_seconds: float = of("STOP_SECONDS", seconds(0.1, 3600), 30.0, "How long a stop waits for answers under way.")
    fair_use: tuple[int, int] = of(
        "FAIR_USE",
        SHARE,
        (0, 0),
        "Requests in so many seconds for each client address (IPv6: each /64); for more there is 429.",
    )
    trusted_proxies: tuple[str, ...] = of(
        "TRUSTED_PROXIES",
        NETWORKS,
        (),
        "Proxies whose word on the client's address counts (`X-Forwarded-For`, `Forwarded`).",
    )
    access_log: str = of(
        "ACCESS_LOG",
        one_of(*ACCESS_LOG),
        "on",
        "A line for each request: `on`, `off`, or `network` to add the client's /24 or /48.",
    )
    tokens: tuple[str, ...] = field(default=(), metadata={"setting": TOKEN})

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> ServiceSettings:
        """The settings in `environ` (default: the process's own); an empty variable counts as absent.

        Raises UsageError naming variable, value and what is expected.
        """
        given = os.environ if environ is None else environ
        found: dict[str, Any] = {"tokens": digests(given)}
        for each in fields(cls):
            setting: Setting = each.metadata["setting"]
            if setting is not TOKEN and given.get(setting.variable, "").strip():
                found[each.name] = setting.value(given[setting.variable])
        return cls(**found)

    def publisher(self) -> PublisherSettings:
        """What a catalogue says of the deployment."""
        return PublisherSettings(*(getattr(self, each.name) for each in fields(PublisherSettings)))

    def to_json(self) -> str:
        """For handing on to another process; holds no secret."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> ServiceSettings:
        """What `to_json` gave."""
        said: dict[str, Any] = json.loads(text)
        for name, value in said.items():
            if isinstance(value, list):
                said[name] = tuple(value)
        return cls(**said)


OF_SERVICE: Final[tuple[Setting, ...]] = tuple(
    each.metadata["setting"]
    for each in sorted(fields(ServiceSettings), key=lambda each: each in fields(PublisherSettings))
)
