"""Class spaces: stretches between borders, and which of them a value may fall into."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from regelgraph.judge.space import AFTER, Cut, Space, full_span, stretches
from regelgraph.values import ANYTHING, Options, Span, Spans

CUTS = st.sets(st.builds(Cut, st.integers(-20, 20), st.sampled_from([0, AFTER])), min_size=1, max_size=6)


def age() -> Space:
    keys, cuts = stretches({Cut(18, 0), Cut(35, AFTER)}, discrete=True)
    return Space("age", "urn:age", keys, cuts)


def test_an_inclusive_range_makes_three_stretches() -> None:
    assert age().keys == (17, 18, 36)
    assert full_span(age()) == (Span(None, 17), Span(18, 35), Span(36, None))


def test_both_sides_of_each_border_fall_into_their_stretch() -> None:
    classes = {years: age().classes(Spans.exactly(years)) for years in (17, 18, 35, 36)}
    assert classes == {17: (17,), 18: (18,), 35: (18,), 36: (36,)}


def test_a_span_falls_into_every_stretch_it_touches() -> None:
    assert age().classes(Spans((Span(35, 36),))) == (18, 36)
    assert age().classes(Spans((Span(None, 18),))) == (17, 18)
    assert age().classes(ANYTHING) == (17, 18, 36)


@given(CUTS, st.integers(-30, 30))
def test_each_whole_number_lies_in_one_stretch_and_counts_like_its_key(cuts: set[Cut], value: int) -> None:
    keys, kept = stretches(cuts, discrete=True)
    (key,) = Space("n", "urn:n", keys, kept).classes(Spans.exactly(value)) or ()

    def side(number: int) -> list[bool]:
        return [number > cut.value or (number == cut.value and cut.side == 0) for cut in cuts]

    assert side(value) == side(int(key))  # type: ignore[arg-type]


@given(
    st.sets(st.builds(Cut, st.decimals(-5, 5, places=1), st.sampled_from([0, AFTER])), min_size=1, max_size=5),
    st.decimals(-7, 7, places=2),
)
def test_each_decimal_counts_like_the_key_of_its_stretch(cuts: set[Cut], value: Decimal) -> None:
    keys, kept = stretches(cuts, discrete=False)
    (key,) = Space("n", "urn:n", keys, kept).classes(Spans.exactly(value)) or ()

    def side(number: Decimal) -> list[bool]:
        return [number > cut.value or (number == cut.value and cut.side == 0) for cut in cuts]

    assert side(value) == side(key)  # type: ignore[arg-type]


def test_dates_have_stretches_too() -> None:
    keys, cuts = stretches({Cut(date(2026, 1, 1), 0)}, discrete=True)
    space = Space("d", "urn:d", keys, cuts)
    assert space.classes(Spans.exactly(date(2025, 12, 31))) == (date(2025, 12, 31),)
    assert space.classes(Spans.exactly(date(2026, 1, 1))) == (date(2026, 1, 1),)


def test_a_text_that_no_rule_names_is_the_other_class() -> None:
    space = Space("t", "urn:t", ("a", "b", "other"), other="other")
    assert space.classes(Options(frozenset({"zzz"}))) == ("other",)
    assert space.classes(Options(frozenset({"a", "zzz"}))) == ("a", "other")


def test_a_fact_without_finite_classes_is_judged_as_it_comes() -> None:
    space = Space("t", "urn:t", (), open=True)
    assert space.classes(Options(frozenset({"x"}))) == ("x",)
    assert space.classes(ANYTHING) is None
    assert space.classes(Spans((Span(1, 2),))) is None
