"""Pages for readers that are made from the knowledge, so that they cannot differ from it."""

from regelgraph.docs.columns import columns_page
from regelgraph.docs.rules import rules_page

__all__ = ["columns_page", "rules_page"]
