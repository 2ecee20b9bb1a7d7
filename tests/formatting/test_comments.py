"""Comments stay where they say something: on top, above, behind, within lists, at the end. None is lost."""

from __future__ import annotations

import pytest

from tests.formatting.said import PREFIXES, body, formed

LONG = "x" * 60


def test_the_comment_on_top_stays_on_top_when_prefixes_change_places() -> None:
    text = "# What it is.\n# Licence: none.\n\n@prefix ex: <https://example.org/> . # others\n# ours\n"
    text += "@prefix rg: <https://w3id.org/regelgraph/def/> .\nex:s a rg:C ."
    assert formed(text) == (
        "# What it is.\n# Licence: none.\n# ours\n@prefix rg: <https://w3id.org/regelgraph/def/> .\n"
        "@prefix ex: <https://example.org/> . # others\n\nex:s a rg:C .\n"
    )


def test_a_heading_keeps_its_blank_line_and_a_remark_on_a_subject_has_none() -> None:
    text = "ex:a ex:p 1 .\n# Part two.\n\n\n\n# On b.\nex:b ex:p 1 .\n# At the end.\n"
    assert body(text) == "ex:a ex:p 1 .\n\n# Part two.\n\n# On b.\nex:b ex:p 1 .\n\n# At the end.\n"


def test_a_comment_goes_with_its_predicate() -> None:
    text = "ex:s a ex:S ;\n  # on b\n  ex:b 1 ; # behind b\n  ex:a 2 . # behind a\n"
    assert body(text) == "ex:s a ex:S ;\n    ex:a 2 ; # behind a\n    # on b\n    ex:b 1 . # behind b\n"


def test_comments_keep_values_of_one_predicate_apart_as_they_stood() -> None:
    text = "ex:s a ex:S ; ex:p 'b' ; # O\n ex:p 'c', 'x' ; # C\n ex:p 'b' ; ex:p 'a' ."
    assert body(text) == 'ex:s a ex:S ;\n    ex:p "a", "b" ;\n    ex:p "c", "x" ; # C\n    ex:p "b" . # O\n'


def test_a_comment_goes_with_its_value() -> None:
    text = "ex:s ex:p 2, # two\n # on one\n 1 ; # one\n ex:q 3 ."
    assert body(text) == ("ex:s\n    ex:p\n        # on one\n        1, # one\n        2 ; # two\n    ex:q 3 .\n")


def test_a_comment_on_several_values_stands_behind_the_predicate_when_they_need_more_lines() -> None:
    text = f"ex:s a ex:S ; ex:p '{LONG}a', '{LONG}b' ; # source\n ex:q 1 ."
    assert body(text) == (f'ex:s a ex:S ;\n    ex:p # source\n        "{LONG}a",\n        "{LONG}b" ;\n    ex:q 1 .\n')


def test_comments_in_brackets_stay_in_them_and_break_the_line() -> None:
    text = "ex:s ex:p [ # first\n ex:a 1 # behind\n # last\n ], ( 1 # one\n # no more\n ) ."
    assert body(text) == (
        "ex:s\n    ex:p (\n            1 # one\n            # no more\n        ),\n"
        "        [\n            # first\n            ex:a 1 # behind\n            # last\n        ] .\n"
    )


def test_a_comment_before_the_full_stop_stays_before_it() -> None:
    assert body("ex:s a ex:S ; ex:p 1 ;\n # perhaps more\n . # done\n") == (
        "ex:s a ex:S ;\n    ex:p 1 # done\n    # perhaps more\n    .\n"
    )


def test_a_number_sign_in_a_literal_or_an_iri_is_no_comment() -> None:
    text = "ex:s ex:p '# no', '''\n# no\n''', <https://example.org/#no>, ex:no\\#no . # yes"
    made = formed(PREFIXES + text)
    assert "    ex:p # yes\n" in made
    assert made.count("# no") == 2


def test_a_prefix_that_nobody_uses_stays_for_its_comment() -> None:
    assert (
        formed("@prefix a: <https://example.org/a#> . # for later\n")
        == "@prefix a: <https://example.org/a#> . # for later\n"
    )


def test_comments_of_prefixes_that_go_or_come_late_are_left_to_what_follows() -> None:
    text = "# top\n@base <https://example.org/> . # base\n<a> <b> <c> .\n"
    text += "# late\n@prefix x: <https://example.org/> .\nx:d x:e x:f ."
    assert formed(text) == (
        "# top\n@prefix x: <https://example.org/> .\n\n# base\nx:a x:b x:c .\n\n# late\nx:d x:e x:f .\n"
    )


MARKS = (
    "PREFIX| ex: |<https://example.org/> |ex:s| a |ex:S |; |ex:p |1 |, |'a' |@de |, |[ |ex:q |( |2 |'x' |) |; |] |; |. "
    "|ex:t |ex:p |[ |ex:r |3 |] |."
)
"""Everywhere that a comment may stand: at each bar, behind something on its line and above the next."""


@pytest.mark.parametrize("place", range(MARKS.count("|") + 2))
def test_a_comment_may_stand_anywhere_and_is_kept_once(place: int) -> None:
    parts = MARKS.split("|")
    for comment in (" # c\n", "\n# c\n", " # c\n# d\n\n# e\n"):
        made = formed(comment.join(["".join(parts[:place]), "".join(parts[place:])]))
        assert made.count("# c") == 1
        assert made.count("# d") == made.count("# e") == comment.count("# d")


def test_comments_everywhere_at_once_are_all_kept() -> None:
    parts = MARKS.split("|")
    text = "".join(f"{part} # b{number}\n# a{number}\n" for number, part in enumerate(parts))
    lines = formed(text).split("\n")
    comments = [line[line.index("# ") :] for line in lines if "# " in line]
    assert sorted(comments) == sorted(f"# {kind}{number}" for number in range(len(parts)) for kind in "ab")
