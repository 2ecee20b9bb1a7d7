"""What one person by JSON costs, without a server: `python bench/one_person.py [--persons N] [--runs N]`.

Prints microseconds of processor time a person, for invented persons of whom no two are alike: by the short way when it
knows none of their kind yet, by the short way when it has judged as many others before, and the same persons again;
beside it the usual way, which judges lists of any length. All in turns in one run, medians of the runs.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date

from generate import HEADER, person
from regelgraph.web.checks import one_explanation, one_person
from regelgraph.web.driven import driven
from regelgraph.web.handler import Handler
from regelgraph.web.service import Options
from regelgraph.workers.messages import Reply, Request

ROUND = b"round=win-win-2"
JSON = (("content-type", "application/json"), ("accept", "application/json"))
USUAL = 40
"""Persons that the usual way is given in each run."""


def requests(rng: random.Random, count: int, path: str = "/check/persons") -> list[Request]:
    """Requests for one invented person each."""
    rows = [dict(zip(HEADER, person(rng, number), strict=True)) for number in range(count)]
    bodies = [{"person": row} if path == "/explain/person" else {"persons": [row]} for row in rows]
    return [Request("POST", path, ROUND, JSON, json.dumps(body).encode()) for body in bodies]


def cost(answer: Callable[[Request], Reply | None], asked: Sequence[Request]) -> float:
    """Microseconds of processor time for a request."""
    start = time.process_time()
    for request in asked:
        reply = answer(request)
        assert reply is not None
        b"".join(reply.body)
    return (time.process_time() - start) / len(asked) * 1e6


def main() -> None:
    """Measure in turns, and print the medians and how many times longer the usual way takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    handler = Handler(Options(today=lambda: date(2026, 11, 24)))
    one_person.warm(handler.loaded)
    gc.freeze()
    rng = random.Random(1)
    ways: dict[str, Callable[[Request], Reply | None]] = {
        "check": lambda request: one_person.answer(handler.loaded, request),
        "explain": lambda request: one_explanation.answer(handler.loaded, request),
        "usual": lambda request: driven(handler.app, request),
    }
    found: dict[str, list[float]] = {}
    first = cost(ways["check"], requests(rng, 1))
    for _ in range(given.runs):
        new, told = requests(rng, given.persons), requests(rng, 10 * USUAL, "/explain/person")
        for name, way, asked in (
            ("check, new persons", "check", new),
            ("check, the same again", "check", new),
            ("check, the usual way", "usual", new[:USUAL]),
            ("explain, new persons", "explain", told),
            ("explain, the usual way", "usual", told[:USUAL]),
        ):
            found.setdefault(name, []).append(cost(ways[way], asked))
    medians = {name: statistics.median(costs) for name, costs in found.items()}
    print(f"the first person of all: {first:,.0f} µs; all others, medians of {given.runs} runs:")
    for name, median in medians.items():
        usual = medians[f"{name.partition(',')[0]}, the usual way"]
        print(f"{name:<24} {median:>9,.0f} µs   {usual / median:>6.1f} × as fast as the usual way")


if __name__ == "__main__":
    main()
