"""What the questions say of titles is what the judge says of persons whose title alone decides."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from regelgraph.cli import main
from regelgraph.knowledge import Knowledge
from regelgraph.terms import NOTATION, RG

from tests.questions.conftest import Ask

FREE, OCCUPIED = "99013000", "99012001"
HEADER = (
    "person_id;sex;birth_date;entry_date;citizenship;residence_title;valid_until;employable;contact_status;municipality"
)
ROW = "{0};m;2000-01-01;2026-08-01;AFG;{0};2030-01-01;ja;not-reached;{1}"


def _with_own_group(knowledge: Knowledge) -> list[str]:
    from pyoxigraph import NamedNode

    store = knowledge.store
    titles = {quad.subject for quad in store.quads_for_pattern(None, NamedNode(RG + "legalGroup"), None, None)}
    codes = {quad.object.value for t in titles for quad in store.quads_for_pattern(t, NamedNode(NOTATION), None, None)}
    return sorted(codes)


def _judged(tmp_path: Path, titles: list[str], round_: str, place: str) -> dict[str, str]:
    table = tmp_path / "persons.csv"
    table.write_text("\n".join([HEADER, *(ROW.format(title, place) for title in titles)]), encoding="utf-8")
    report = tmp_path / "report.csv"
    with pytest.raises(SystemExit) as end:
        main(["check", "persons", str(table), "--round", round_, "--examples", "--output", str(report), "--lang", "en"])
    assert end.value.code == 0
    rows = csv.DictReader(io.StringIO(report.read_text(encoding="utf-8-sig"), newline=""))
    return {row["person_id"]: row["verdict"] for row in rows}


@pytest.mark.parametrize(
    ("round_", "place", "value"),
    [
        ("win-win-1", FREE, ""),
        ("win-win-2", FREE, ""),
        ("win-win-3", FREE, "free"),
        ("win-win-3", OCCUPIED, "occupied"),
    ],
)
def test_blocked_titles_are_not_eligible_and_doubtful_ones_are_reviewed(
    ask: Ask, knowledge: Knowledge, tmp_path: Path, round_: str, place: str, value: str
) -> None:
    titles = _with_own_group(knowledge)
    verdicts = _judged(tmp_path, titles, round_, place)
    assert set(verdicts) == set(titles)
    for question, verdict in (("titles-blocked", "not_eligible"), ("titles-to-review", "review")):
        asked = {row["title_id"] for row in ask(question, round=round_) if row["where"].rsplit("/", 1)[-1] == value}
        assert asked == {title for title, said in verdicts.items() if said == verdict}, question
    assert set(verdicts.values()) <= {"eligible", "not_eligible", "review"}
