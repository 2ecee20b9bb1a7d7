"""Each rule for questions finds its fault alone, in the file of the question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.conftest import Lint

SOUND = """#+ id = "colours"
#+ title.de = "Welche Farben gibt es?"
#+ title.en = "Which colours are there?"
#+ help.de = "Alle."
#+ help.en = "All of them."
#+ clause = ["one"]
#+ [[parameters]]
#+ name = "colour"
#+ type = "iri"
#+ of = "https://w3id.org/regelgraph/id/scheme/colours"
#+ required = true
#+ help.de = "eine Farbe"
#+ help.en = "a colour"
#+ [[columns]]
#+ name = "word"
#+ label.de = "Wort"
#+ label.en = "word"
#+ [example]
#+ colour = "red"
# Licence: none.
SELECT ?word { $colour <http://www.w3.org/2004/02/skos/core#notation> ?word }
"""
BREAKS = {
    "question-header": ('#+ help.en = "All of them."\n', ""),
    "question-clause": ('["one"]', '["one", "eleven"]'),
    "question-example": ('#+ colour = "red"', '#+ colour = "loud"'),
    "question-without-rows": ("core#notation>", "core#hiddenLabel>"),
    "question-columns": ("SELECT ?word {", "SELECT ?word ?more {"),
}


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_a_broken_question_triggers_its_rule_alone(lint: Lint, rule: str) -> None:
    old, new = BREAKS[rule]
    assert old in SOUND
    (fault,) = lint(files={"queries/colours.rq": SOUND.replace(old, new, 1)})
    assert (fault.rule, Path(fault.file).name) == (rule, "colours.rq")
    assert len(fault.message.split()) > 5


def test_a_sound_question_has_no_fault(lint: Lint) -> None:
    assert [str(fault) for fault in lint(files={"queries/colours.rq": SOUND})] == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('id = "colours"', 'id = "colors"', "expected the name of the file"),
        ('type = "iri"', 'type = "thing"', "expected one of iri"),
        ('name = "colour"', 'name = "color"', "does not stand in the query"),
        ("$colour <", "$colour $tone <", "is no parameter"),
        ("#+ [example]", "#+ [example", "not TOML"),
        ("required = true", 'required = true\n#+ default = "red"', "has no default"),
        ('colour = "red"', 'colour = "red"\n#+ tone = "c"', "unknown parameter tone"),
        ('name = "colour"', 'name = "limit"', "mean something else over HTTP"),
        ("#+ help.de", '#+ helpful = "x"\n#+ help.de', "unknown key helpful"),
        (
            "#+ [example]",
            '#+ [cross]\n#+ down = "word"\n#+ across = "hue"\n#+ [example]',
            "cross: 'hue' is no column",
        ),
    ],
)
def test_a_header_that_cannot_be_used_says_why(lint: Lint, old: str, new: str, why: str) -> None:
    assert old in SOUND
    (fault,) = lint(files={"queries/colours.rq": SOUND.replace(old, new, 1)})
    assert fault.rule == "question-header"
    assert why in fault.message


def test_a_file_among_the_questions_without_header_is_a_fault(lint: Lint) -> None:
    (fault,) = lint(files={"queries/bare.rq": "# Licence: none.\nSELECT * {}"})
    assert fault.rule == "question-header"
