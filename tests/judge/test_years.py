"""Ages: whole years by §§ 187(2), 188(2) BGB, known exactly and in part."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from regelgraph.judge.years import whole_years, years_between
from regelgraph.values import ANYTHING, Span, Spans

DAY = timedelta(days=1)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def independent_age(birth: date, on: date) -> int:
    """Counts the years of life that are over: by § 188(2) a year ends with the day before the birthday."""
    age = 0
    for year in range(birth.year + 1, on.year + 1):
        try:
            last_day = date(year, birth.month, birth.day) - DAY
        except ValueError:
            last_day = date(year, 2, 28)
        age += last_day < on
    return age


def test_every_birthday_of_two_centuries_falls_on_the_right_day() -> None:
    day = date(1900, 1, 1)
    while day < date(2100, 1, 1):
        for years in (18, 36):
            leap_missing = (day.month, day.day) == (2, 29) and not _leap(day.year + years)
            birthday = date(day.year + years, 3, 1) if leap_missing else day.replace(year=day.year + years)
            assert whole_years(day, birthday) == years
            assert whole_years(day, birthday - DAY) == years - 1
        day += DAY


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@given(DAYS, DAYS)
def test_ages_agree_with_an_independent_count(birth: date, on: date) -> None:
    birth, on = min(birth, on), max(birth, on)
    assert whole_years(birth, on) == independent_age(birth, on)


def test_who_is_born_on_29_february_turns_18_on_1_march_of_a_common_year() -> None:
    assert whole_years(date(2004, 2, 29), date(2022, 2, 28)) == 17
    assert whole_years(date(2004, 2, 29), date(2022, 3, 1)) == 18


@given(DAYS, st.integers(0, 400), DAYS, st.integers(0, 400))
def test_ages_of_days_known_in_part_are_exactly_those_of_their_days(
    birth: date, birth_days: int, entry: date, entry_days: int
) -> None:
    births = Spans((Span(birth, birth + birth_days * DAY),))
    entries = Spans((Span(entry, entry + entry_days * DAY),))
    corners = [whole_years(b, e) for b in (birth, birth + birth_days * DAY) for e in (entry, entry + entry_days * DAY)]
    assert years_between(births, entries) == Spans((Span(min(corners), max(corners)),))


def test_an_unknown_day_leaves_every_age_possible() -> None:
    assert years_between(ANYTHING, Spans.exactly(date(2025, 3, 1))) == ANYTHING
    assert years_between(Spans.exactly(date(1999, 5, 3)), ANYTHING) == ANYTHING
