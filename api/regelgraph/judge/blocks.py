"""The possible worlds of a case as a union of products of possible values."""

from __future__ import annotations

from collections.abc import Mapping

from regelgraph.judge.finding import Finding
from regelgraph.judge.outcomes import Block
from regelgraph.rulebook import Rulebook
from regelgraph.values import ANYTHING, Options, Possible


def world_blocks(
    reads: set[str], findings: Mapping[str, Finding], rulebook: Rulebook, case_kind: str
) -> tuple[Block, ...]:
    """The possible worlds as a union of products: one block, split where what a blank means hangs on another fact."""
    blocks: list[dict[str, Possible]] = [{name: findings[name].possible for name in reads}]
    for name in sorted(reads):
        conditional = findings[name].conditional
        if conditional is None:
            continue
        where = conditional.where_fact
        codes = rulebook.derived[case_kind].get(where) or rulebook.facts[case_kind][where]
        every = frozenset(concept.iri for concept in rulebook.code_lists[codes.code_list or ""])
        split: list[dict[str, Possible]] = []
        for block in blocks:
            held = block.get(where, findings[where].possible)
            values = held.values if isinstance(held, Options) else every
            inside, outside = values & conditional.where_values, values - conditional.where_values
            if inside:
                split.append({**block, where: Options(frozenset(inside)), name: conditional.value})
            if outside:
                split.append({**block, where: Options(frozenset(outside)), name: ANYTHING})
        blocks = split
    return tuple(blocks)
