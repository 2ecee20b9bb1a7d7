"""/person: one person as a form, the verdict and the reasoning as a tree."""

from regelgraph.web.person.answering import answer, warm
from regelgraph.web.person.page import PATH

__all__ = ["PATH", "answer", "warm"]
