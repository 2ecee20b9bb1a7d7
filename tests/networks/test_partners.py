"""The partner criteria equal an independent evaluation of all completions, whatever is unknown and in any order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product

from hypothesis import given, settings
from hypothesis import strategies as st
from regelgraph.judge.grouped import Grouped
from regelgraph.judge.rows import Row
from regelgraph.values import ANYTHING, BLANK, Options, Reading, State

from tests.cases.cases import judge
from tests.networks.partners import NETWORKS, checked
from tests.networks.text import CRITERIA, KINDS, Partner, expected

ID = "https://w3id.org/regelgraph/id/"
ROUND = f"{ID}round/win-win-2"
UNKNOWN = ""
MAYBE = "another body"
ORDER = ("complete", "review", "undetermined", "incomplete")


def row(name: str, kind: str) -> Row:
    named = Reading(Options(frozenset({name})), State.KNOWN) if name else BLANK
    known = Reading(Options(frozenset({f"{ID}partner-kind/{kind}"})), State.KNOWN)
    return Row({"partner": named, "kind": known if kind else Reading(ANYTHING, State.UNREADABLE)})


def outcomes(partners: list[Partner]) -> dict[str, str]:
    case = Grouped(judge(), NETWORKS, [row(*partner) for partner in partners], None)
    verdict = judge().verdict(ROUND, case.findings(judge().needs(ROUND, NETWORKS)), NETWORKS, full=True)
    return {outcome.criterion.notation: outcome.word for outcome in verdict.outcomes}


def completions(partners: list[Partner]) -> Iterator[list[Partner]]:
    """All complete networks; an unknown name may be any of the others' or one of its own."""
    names = {name for name, _ in partners if name}
    choices = [
        [
            (chosen, filled)
            for chosen in ([name] if name else [*names, f"{MAYBE} {i}", MAYBE])
            for filled in ([kind] if kind else KINDS)
        ]
        for i, (name, kind) in enumerate(partners)
    ]
    yield from (list(chosen) for chosen in product(*choices))


def compare(partners: list[Partner]) -> None:
    found = outcomes(partners)
    whole = list(completions(partners))
    for criterion, rule in CRITERIA.items():
        assert found[criterion] == expected({rule(full) for full in whole}), (criterion, partners)


def test_every_network_of_up_to_four_known_or_unknown_kinds_comes_out_as_all_its_completions_say() -> None:
    for size in range(1, 4):
        for kinds in combinations_with_replacement((*KINDS, UNKNOWN), size):
            compare([(f"partner {i}", kind) for i, kind in enumerate(kinds)])


def test_every_pair_of_bodies_with_the_same_other_or_no_name_comes_out_as_all_completions_say() -> None:
    for names in product(("a", "b", UNKNOWN), repeat=2):
        for kinds in product((*KINDS, UNKNOWN), repeat=2):
            compare(list(zip(names, kinds, strict=True)))


PARTNERS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", UNKNOWN]), st.sampled_from([*KINDS, UNKNOWN])), min_size=1, max_size=5
).filter(lambda partners: sum((name == UNKNOWN) + (kind == UNKNOWN) for name, kind in partners) <= 3)


@settings(max_examples=150, deadline=None)
@given(PARTNERS)
def test_networks_with_shared_names_and_gaps_come_out_as_all_completions_say(partners: list[Partner]) -> None:
    compare(partners)


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "network_id": st.sampled_from(["V1", "V2"]),
            "round": st.sampled_from(["win-win-2", "win-win-2", "win-win-3", ""]),
            "partner": st.sampled_from(["Kreis", "KREIS", "Verein", "Firma", ""]),
            "kind": st.sampled_from([*KINDS, "", "zzz"]),
            "new_network": st.sampled_from(["", "yes"]),
            "solution_stage": st.sampled_from(["", "transfer"]),
        }
    ),
    min_size=1,
    max_size=7,
)


def verdicts(rows: list[dict[str, str]]) -> set[tuple[object, ...]]:
    kept = ("network_id", "round", "verdict", "criteria", "missing", "reasons_de", "citations")
    return {tuple(found[name] for name in kept) for found in checked(rows, ["win-win-2"])}


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_partners_does_not_matter(rows: list[dict[str, str]], random) -> None:  # type: ignore[no-untyped-def]
    other = list(rows)
    random.shuffle(other)
    assert verdicts(rows) == verdicts(other)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_networks_apart_are_judged_as_together(rows: list[dict[str, str]]) -> None:
    apart = [[row for row in rows if row["network_id"] == name] for name in ("V1", "V2")]
    assert verdicts(rows) == set().union(*(verdicts(part) for part in apart if part))


FULL = [("Kreis", "municipality"), ("Jobcenter", "jobcenter"), ("Verein", "civil-society"), ("Firma", "company")]


MORE = st.lists(st.tuples(st.sampled_from(["Kreis", "Amt", "Verein", "Firma"]), st.sampled_from(KINDS)), max_size=3)


def partners_of_v(more: list[Partner], place: int) -> list[dict[str, str]]:
    """Rows of a network without its municipality, with some more; that at `place` is of one round or the other."""
    rows = [
        {"network_id": "V", "round": "win-win-2", "partner": name, "kind": kind} for name, kind in [*FULL[1:], *more]
    ]
    rows[place % len(rows)]["round"] = "win-win-3" if place % 2 else "win-win-2"
    return rows


@settings(max_examples=150, deadline=None)
@given(
    MORE,
    st.integers(0, 6),
    st.sampled_from([("partner", ""), ("kind", ""), ("kind", "zzz"), ("round", ""), ("round", "zzz")]),
)
def test_blanking_or_garbling_a_cell_never_makes_a_network_complete(
    more: list[Partner], place: int, change: tuple[str, str]
) -> None:
    rows = partners_of_v(more, place)
    before = {row["round"]: row["verdict"] for row in checked(rows)}
    changed = [dict(row) for row in rows]
    column, cell = change
    changed[place % len(rows)][column] = cell
    for row in checked(changed):
        if row["verdict"] == "complete":
            assert before.get(row["round"]) == "complete"


@settings(max_examples=40, deadline=None)
@given(MORE, st.integers(0, 6))
def test_a_row_that_names_no_network_is_undetermined_alone_and_leaves_the_others_as_without_it(
    more: list[Partner], place: int
) -> None:
    rows = partners_of_v(more, place)
    stray = rows[place % len(rows)]
    without = [row for row in rows if row is not stray]
    found = checked([{**row, "network_id": ""} if row is stray else row for row in rows])
    alone = [row for row in found if not row["network_id"]]
    assert [(row["verdict"], row["missing"]) for row in alone] == [("undetermined", "network_id")]
    kept = ("network_id", "round", "verdict", "criteria", "missing", "reasons_de", "citations")
    assert [[row[name] for name in kept] for row in found if row["network_id"]] == [
        [row[name] for name in kept] for row in checked(without)
    ]
