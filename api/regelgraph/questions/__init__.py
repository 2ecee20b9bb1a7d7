"""Questions: `.rq` files with a header, their parameters bound as typed terms, answered by any SPARQL engine."""

from __future__ import annotations

from regelgraph.questions.header import read_question
from regelgraph.questions.model import Column, Parameter, Question
from regelgraph.questions.register import Register

__all__ = ["Column", "Parameter", "Question", "Register", "read_question"]
