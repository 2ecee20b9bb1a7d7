"""Parameters become typed terms, at the places where they are variables and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from regelgraph.engines.tokens import parameters_in, replaced, without_comments, words_in
from regelgraph.errors import ParameterError
from regelgraph.knowledge import load
from regelgraph.questions import Parameter, Question, Register, read_question
from regelgraph.questions.things import Things
from regelgraph.questions.values import bound
from regelgraph.rulebook import Text

ID = "https://w3id.org/regelgraph/id/"
RG = "https://w3id.org/regelgraph/def/"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def things(register: Register) -> Things:
    return register.things


def of(*classes: str) -> Parameter:
    return Parameter("x", "iri", True, Text("ein Ding", "a thing"), classes)


def question(type_: str, more: str = "") -> Question:
    text = (
        '#+ id = "q"\n#+ title.de = "a"\n#+ title.en = "b"\n#+ help.de = "c"\n#+ help.en = "d"\n#+ [[parameters]]\n'
        f'#+ name = "x"\n#+ type = "{type_}"\n#+ help.de = "e"\n#+ help.en = "f"\n{more}SELECT * {{ ?s ?p $x }}'
    )
    return read_question(Path("q.rq"), text)


@pytest.mark.parametrize(
    "untouched",
    ['"$x"', "'$x'", '"""a "quoted" $x"""', "'''it's $x'''", r'"\"$x"', "<http://e.x/$x>", "# $x", "?x", "$xy"],
)
def test_what_only_looks_like_the_parameter_is_left_alone(untouched: str) -> None:
    assert replaced(f"SELECT {untouched}\n $x", {"x": "1"}) == f"SELECT {untouched}\n 1"


def test_a_comparison_does_not_open_an_iri() -> None:
    assert replaced("FILTER (?a < $x && $x > ?b)", {"x": "5"}) == "FILTER (?a < 5 && 5 > ?b)"


def test_parameters_without_a_term_stay_variables() -> None:
    assert replaced("$a $b", {"a": "1"}) == "1 $b"
    assert parameters_in("$a '$b' # $c\n$d") == {"a", "d"}


def test_words_are_neither_names_nor_texts() -> None:
    sparql = "SELECT ?service WHERE { ex:SERVICE <SERVICE> 'SERVICE' } # SERVICE\n"
    assert "SERVICE" not in words_in(sparql)
    assert "SERVICE" in words_in("{ service <http://e.x/> {} }")
    assert "SERVICE" in words_in("{SERVICE?x{}}")


def test_comments_go_and_texts_with_their_sign_stay() -> None:
    assert without_comments('# a\nSELECT "#b" <#c> # d\n') == 'SELECT "#b" <#c> \n'


@pytest.mark.parametrize(
    ("type_", "text", "term"),
    [
        ("string", 'a"b\n\\', r'"a\"b\n\\"'),
        ("integer", " 42 ", f'"42"^^<{XSD}integer>'),
        ("integer", "-7", f'"-7"^^<{XSD}integer>'),
        ("decimal", "2.50", f'"2.50"^^<{XSD}decimal>'),
        ("date", "2024-02-29", f'"2024-02-29"^^<{XSD}date>'),
        ("boolean", "true", f'"true"^^<{XSD}boolean>'),
    ],
)
def test_a_text_becomes_a_term_of_its_type(type_: str, text: str, term: str, things: Things) -> None:
    assert bound(question(type_), {"x": text}, things) == {"x": term}


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("integer", "4.2"),
        ("integer", ""),
        ("integer", "1" * 40),
        ("integer", "٣"),
        ("decimal", "1,5"),
        ("decimal", "NaN"),
        ("date", "2023-02-29"),
        ("date", "29.02.2024"),
        ("date", "20240229"),
        ("date", ""),
        ("boolean", "ja"),
        ("string", "\ud800"),
        ("string", "x" * 1001),
    ],
)
def test_a_wrong_value_names_the_parameter(type_: str, text: str, things: Things) -> None:
    with pytest.raises(ParameterError, match="parameter 'x'") as raised:
        bound(question(type_), {"x": text}, things)
    assert raised.value.parameter == "x"


def test_missing_unknown_and_default_parameters(things: Things) -> None:
    for nothing in ({}, {"x": ""}):
        with pytest.raises(ParameterError, match="'x' is missing"):
            bound(question("string"), nothing, things)
    with pytest.raises(ParameterError, match="no parameter 'y'; there are: x"):
        bound(question("string"), {"x": "1", "y": "2"}, things)
    optional = question("integer", "#+ required = false\n#+ default = 3\n")
    assert bound(optional, {}, things) == {"x": f'"3"^^<{XSD}integer>'}
    assert bound(question("integer", "#+ required = false\n"), {"x": ""}, things) == {}


@pytest.mark.parametrize(
    "name",
    [
        "win-win-2",
        "round/win-win-2",
        ID + "round/win-win-2",
        " Win-Win Runde 2 ",
        "Win-Win, round 2",
        "win win 2",
        "WIN-WIN-2",
    ],
)
def test_a_thing_is_found_by_each_of_its_names(name: str, things: Things) -> None:
    assert things.find(of(RG + "FundingRound"), name) == ID + "round/win-win-2"


@pytest.mark.parametrize("name", ["§ 25 Abs. 2 Satz 2 AufenthG", "25 II 2", "§25 Abs.2 S.2", "AE nach § 25 Abs 2 S 2"])
def test_a_title_is_found_by_its_citation_as_officials_write_it(name: str, things: Things) -> None:
    assert things.find(of(RG + "ResidenceTitle"), name) == ID + "title/aufenthg-25-2-s2"


def test_a_country_is_found_by_its_adjective(things: Things) -> None:
    assert things.find(of(ID + "scheme/countries"), "syrisch") == ID + "country/SYR"


def test_what_is_of_another_class_is_not_found(things: Things) -> None:
    with pytest.raises(ParameterError, match="nothing is called 'win-win'"):
        things.find(of(RG + "Fund"), "win-win")
    assert things.find(of(RG + "Programme"), "win-win") == ID + "programme/win-win"


def test_a_name_of_several_things_names_them(things: Things) -> None:
    with pytest.raises(ParameterError, match=r"is several: .*, "):
        things.find(of(), "win-win-2")


def test_where_another_store_answers_an_unknown_iri_is_taken_but_never_a_broken_one(things: Things) -> None:
    there = "https://example.org/round/9"
    assert things.find(of(RG + "FundingRound"), there, strict=False) == there
    for broken in ("https://example.org/a b", "https://example.org/<", "no-iri", "https://example.org/\u0001"):
        with pytest.raises(ParameterError):
            things.find(of(RG + "FundingRound"), broken, strict=False)


def test_a_users_question_and_things_are_known(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "# Mine. Licence: none.\n@prefix rg: <https://w3id.org/regelgraph/def/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://example.org/f> a rg:Fund ; skos:notation 'my-fund' .",
        encoding="utf-8",
    )
    store = load([mine], compiled=False).store
    assert Things(store).find(of(RG + "Fund"), "my-fund") == "https://example.org/f"
