"""Each rule of the form: prefixes, order, lines, brackets, literals, names."""

from __future__ import annotations

import pytest

from tests.formatting.said import PREFIXES, body, formed, graph

LONG = "x" * 60


def test_a_block_has_a_predicate_a_line_and_its_class_beside_the_subject() -> None:
    assert body("ex:s ex:p 1;a rg:Fact;ex:q 2.") == "ex:s a rg:Fact ;\n    ex:p 1 ;\n    ex:q 2 .\n"


def test_a_subject_without_class_stands_alone_unless_one_line_says_it_all() -> None:
    assert body("ex:s ex:p\n 1 .") == "ex:s ex:p 1 .\n"
    assert body("ex:s ex:p 1 ; ex:q 2 .") == "ex:s\n    ex:p 1 ;\n    ex:q 2 .\n"
    assert body(f'ex:s ex:p "{LONG}"@de, "{LONG}"@en .') == f'ex:s\n    ex:p "{LONG}"@de,\n        "{LONG}"@en .\n'


def test_prefixes_are_those_used_the_vocabulary_first_then_ours_then_others() -> None:
    text = """PREFIX zz: <https://example.org/z#>
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix unused: <https://example.org/u#> .
        @prefix title: <https://w3id.org/regelgraph/id/title/> .
        @prefix act: <https://w3id.org/regelgraph/id/act/> .
        @prefix rg: <https://w3id.org/regelgraph/def/> .
        title:x zz:p act:y ; a rg:X ; skos:note "n" ."""
    names = [line.split()[1] for line in formed(text).splitlines() if line.startswith("@prefix")]
    assert names == ["rg:", "act:", "title:", "skos:", "zz:"]


def test_predicates_go_from_what_a_thing_is_to_where_the_knowledge_comes_from() -> None:
    more = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> ."
    text = "ex:s rg:confidence ex:c ; dct:source 's' ; ex:own 1 ; skos:definition 'd' ; skos:notation 'n' ; a ex:C ."
    order = [line.split()[0] for line in body(text, PREFIXES + more).splitlines()]
    assert order == ["ex:s", "skos:notation", "skos:definition", "ex:own", "dct:source", "rg:confidence"]


def test_predicates_that_no_list_names_stand_by_name_with_numbers_by_value() -> None:
    order = [line.split()[0] for line in body("ex:s ex:b 1 ; ex:a10 1 ; ex:a9 1 ; ex:C 1 .").splitlines()[1:]]
    assert order == ["ex:a9", "ex:a10", "ex:b", "ex:C"]


def test_values_are_iris_by_nearness_then_literals_by_language_then_brackets() -> None:
    ours = "<https://w3id.org/regelgraph/id/a/b>"
    text = f"ex:s ex:p [], (), 'x'@ar, 'b'@en, 'b'@de, 'a'@de, 'z', _:l, ex:i10, ex:i9, rg:r, {ours} ."
    order = f'rg:r, {ours}, ex:i9, ex:i10, _:l, "z", "a"@de, "b"@de, "b"@en, "x"@ar, (), []'
    assert body(text) == f"ex:s ex:p {order} .\n"


def test_values_of_one_predicate_are_joined_and_said_once() -> None:
    assert body("ex:s ex:p 2, 1 ; ex:p 3, 1 .") == "ex:s ex:p 1, 2, 3 .\n"


def test_a_subject_said_twice_in_a_row_is_one_block() -> None:
    assert body("ex:s ex:p 1 .\nex:s ex:q 2 .\nex:t ex:p 1 .\nex:s ex:p 2 .") == (
        "ex:s\n    ex:p 1 ;\n    ex:q 2 .\n\nex:t ex:p 1 .\nex:s ex:p 2 .\n"
    )


def test_a_subject_said_again_below_a_comment_stays_there() -> None:
    assert body("ex:s ex:p 1 .\n# More.\nex:s ex:q 2 .") == "ex:s ex:p 1 .\n\n# More.\nex:s ex:q 2 .\n"


def test_subjects_keep_their_order_with_a_blank_line_between_but_lines_may_stay_together() -> None:
    assert body("ex:b ex:p 1 .\nex:a ex:p 1 .\n\n\nex:c ex:p 1 .\nex:d a ex:D ; ex:p 1 .") == (
        "ex:b ex:p 1 .\nex:a ex:p 1 .\n\nex:c ex:p 1 .\n\nex:d a ex:D ;\n    ex:p 1 .\n"
    )


def test_lists_keep_their_order_and_stand_in_one_line_while_they_fit() -> None:
    assert body("ex:s ex:p (ex:b\nex:a) .") == "ex:s ex:p ( ex:b ex:a ) .\n"
    assert body(f"ex:s a ex:S ; ex:p ( 1 '{LONG}' '{LONG}' ) .") == (
        f'ex:s a ex:S ;\n    ex:p (\n        1\n        "{LONG}"\n        "{LONG}"\n    ) .\n'
    )


def test_brackets_are_ordered_within_and_broken_into_lines_when_they_do_not_fit() -> None:
    assert body("ex:s ex:p [ ex:q [ex:b 1;ex:a 2] ] .") == "ex:s ex:p [ ex:q [ ex:a 2 ; ex:b 1 ] ] .\n"
    assert body(f"ex:s a ex:S ; ex:p [ ex:b '{LONG}' ; ex:a '{LONG}' ], [ ex:c 1 ] .") == (
        'ex:s a ex:S ;\n    ex:p [\n            ex:a "' + LONG + '" ;\n            ex:b "' + LONG + '"\n        ],\n'
        "        [ ex:c 1 ] .\n"
    )


def test_a_nameless_subject_is_written_one_way() -> None:
    for text in ("[] a ex:C ; ex:p 1 .", "[ ex:p 1 ] a ex:C .", "[ ex:p 1 ; a ex:C ] ."):
        assert body(text) == "[] a ex:C ;\n    ex:p 1 .\n"


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("'x'", '"x"'),
        ('"x"^^<http://www.w3.org/2001/XMLSchema#string>', '"x"'),
        ("'say \"yes\"'", r'"say \"yes\""'),
        (r'"""tab	\t"""', r'"tab\t\t"'),
        (r'"\u00E4\U0001F600\'"', '"ä😀\'"'),
        ('"a\u00a0b\u200b\u202e"', r'"a\u00A0b\u200B\u202E"'),
        ('"x"@DE-de', '"x"@de-de'),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#integer>', "5"),
        ("+05", "+05"),
        ('"5.0"^^<http://www.w3.org/2001/XMLSchema#decimal>', "5.0"),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("-1.5E3", "-1.5E3"),
        ('"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', "true"),
        ('"1"^^<http://www.w3.org/2001/XMLSchema#boolean>', '"1"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("<https://example.org/x>", "ex:x"),
        ("<https://example.org/x/y>", "<https://example.org/x/y>"),
        (r"ex:x\/y", "<https://example.org/x/y>"),
        ("ex:x%20y", "ex:x%20y"),
        (r"<https://example.org/\u00E4>", "ex:ä"),
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>", "()"),
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"),
    ],
)
def test_a_value_has_its_shortest_form_with_the_same_characters(written: str, form: str) -> None:
    assert body(f"ex:s ex:p {written} .") == f"ex:s ex:p {form} .\n"
    assert graph(f"{PREFIXES}ex:s ex:p {written} .") == graph(f"{PREFIXES}ex:s ex:p {form} .")


def test_a_text_of_several_lines_stands_between_three_quotes_as_it_is() -> None:
    assert body("ex:s ex:p '''one\n two \n''' .") == 'ex:s\n    ex:p """one\n two \n""" .\n'
    quotes = r'"one\ntwo \"\"\" \"\" \""'
    made = body(f"ex:s ex:p {quotes} .")
    assert made == 'ex:s\n    ex:p """one\ntwo \\""" "" \\"""" .\n'
    assert graph(f"{PREFIXES}ex:s ex:p {quotes} .") == graph(PREFIXES + made)


def test_the_type_is_written_as_a_however_it_stood() -> None:
    assert body("ex:s <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ex:C .") == "ex:s a ex:C .\n"


def test_a_prefix_is_unused_if_only_what_has_a_shorter_form_was_written_by_it() -> None:
    more = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    more += "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    assert formed(f"{PREFIXES}{more}ex:s rdf:type ex:C ; ex:p '5'^^xsd:integer, rdf:nil .") == (
        "@prefix ex: <https://example.org/> .\n\nex:s a ex:C ;\n    ex:p 5, () .\n"
    )


def test_the_longest_namespace_is_taken_and_of_two_prefixes_of_one_the_first_by_name() -> None:
    more = "@prefix b: <https://example.org/deep/> . @prefix a: <https://example.org/deep/> .\n"
    assert formed(f"{PREFIXES}{more}b:x ex:p <https://example.org/deep/y> .") == (
        "@prefix a: <https://example.org/deep/> .\n@prefix ex: <https://example.org/> .\n\na:x ex:p a:y .\n"
    )


def test_a_namespace_within_another_is_the_one_that_is_taken() -> None:
    more = "@prefix part: <https://example.org/part-> .\n"
    assert body("ex:part-1 ex:p ex:part .", PREFIXES + more) == "part:1 ex:p ex:part .\n"


def test_a_prefix_that_changes_its_meaning_keeps_its_first() -> None:
    text = "@prefix p: <https://example.org/1#> . p:a p:b 1 . @prefix p: <https://example.org/2#> . p:a p:b 2 ."
    assert formed(text) == (
        "@prefix p: <https://example.org/1#> .\n\np:a p:b 1 .\n"
        "<https://example.org/2#a> <https://example.org/2#b> 2 .\n"
    )


def test_names_that_depend_on_where_the_document_lies_stay_so() -> None:
    assert formed("@prefix : <#> . <#a> :b <../c>, <> .") == "@prefix : <#> .\n\n<#a> :b <../c>, <> .\n"


def test_line_ends_marks_and_ends_of_files_are_those_of_unix() -> None:
    text = f"\ufeff{PREFIXES}# c\nex:s ex:p '''a\r\nb'''.\n\n\n".replace("\r", "").replace("\n", "\r\n")
    assert body(text, "") == '# c\nex:s\n    ex:p """a\\r\nb""" .\n'
    assert formed("") == formed("\n\n") == ""
    assert formed("# only this") == "# only this\n"
