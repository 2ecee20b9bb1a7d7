"""The knowledge as tables (CSV) for those who do not ask in SPARQL, described for machines (W3C CSV on the Web).

Nothing here knows what the knowledge is about: tables and columns follow from the statements alone.
"""

from regelgraph.linked.twins.files import METADATA, file, files, names, tables
from regelgraph.linked.twins.metadata import title
from regelgraph.linked.twins.model import Column, Table

__all__ = ["METADATA", "Column", "Table", "file", "files", "names", "tables", "title"]
