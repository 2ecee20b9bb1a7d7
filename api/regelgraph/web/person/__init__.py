"""/person: one person as a form, the verdict and the reasoning as a tree."""

from regelgraph.web.person.answering import PATH, answer

__all__ = ["PATH", "answer"]
