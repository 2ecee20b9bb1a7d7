"""regelgraph: funding rules as a knowledge graph that decides, explains and answers."""

__version__ = "0.2.0"

__all__ = ["__version__"]
