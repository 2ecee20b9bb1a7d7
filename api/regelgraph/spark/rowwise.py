"""Lists in which every row is a case: each piece is read, judged and written where it is, nothing is sent about."""

from __future__ import annotations

from regelgraph.spark.counting import Counted, counted
from regelgraph.spark.folder import write_part
from regelgraph.spark.job import Desk
from regelgraph.spark.pieces import Piece, read


def judge_piece(desk: Desk, piece: Piece, number: int, folder: str | None, format_: str) -> Counted:
    """Judge the rows of a piece and write them as the part of that number into `folder`, if there is one."""
    source = read(desk.rulebook, desk.job.asked.case_kind, piece)
    report = desk.on([source], [desk.places(source.headers)], piece.before).judged_by(desk.pipeline)
    if folder is not None:
        write_part(folder, number, format_, report)
    return counted(report, number)
