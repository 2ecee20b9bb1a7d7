"""regelgraph: funding rules as a knowledge graph that decides, explains and answers."""

__version__ = "0.1.0"

__all__ = ["__version__"]
