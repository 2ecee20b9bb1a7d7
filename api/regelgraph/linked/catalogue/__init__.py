"""The knowledge as a dataset, for catalogues: VoID and DCAT-AP.de. Pure functions of what is known and of addresses."""

from regelgraph.linked.catalogue.dcat import dcat
from regelgraph.linked.catalogue.void import void

__all__ = ["dcat", "void"]
