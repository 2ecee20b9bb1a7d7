"""A DuckDB connection for what Arrow has no kernel for: in memory, without access to files or network."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def asked(query: str, **tables: pa.Table) -> pa.Table:
    """The result of a query over Arrow tables, by name."""
    import duckdb

    connection = duckdb.connect(
        ":memory:", config={"enable_external_access": "false", "preserve_insertion_order": "true"}
    )
    for name, table in tables.items():
        connection.register(name, table)
    relation = connection.sql(query)
    reader = getattr(relation, "to_arrow_reader", None) or relation.fetch_arrow_reader
    return reader(1 << 20).read_all()
