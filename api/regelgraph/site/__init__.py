"""The whole site as files for a plain file server: what the service answers, under names with suffixes."""

from regelgraph.site.export import Wanted, export

__all__ = ["Wanted", "export"]
