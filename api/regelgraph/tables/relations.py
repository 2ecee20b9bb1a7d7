"""A DuckDB connection for one check: in memory, without access to files or network, small tables from Python."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 65_536
Rows = list[tuple[Any, ...]]


class Relations:
    """Tables of one check by name. Nothing of it outlives the object."""

    @cached_property
    def _connection(self) -> Any:
        import duckdb

        return duckdb.connect(
            ":memory:", config={"enable_external_access": "false", "preserve_insertion_order": "true"}
        )

    def put(self, name: str, columns: Mapping[str, Sequence[Any]], types: Mapping[str, str]) -> None:
        """A small table from Python values; `types` are the names of Arrow types by column."""
        import pyarrow as pa

        arrays = {column: pa.array(values, types[column]) for column, values in columns.items()}
        self.put_arrow(name, pa.table(arrays))

    def put_numbers(self, name: str, columns: Sequence[str], rows: Rows) -> None:
        """A small table of whole numbers."""
        turned = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
        self.put(name, dict(zip(columns, turned, strict=True)), dict.fromkeys(columns, "int64"))

    def put_arrow(self, name: str, table: pa.Table) -> None:
        """A copy of an Arrow table."""
        _copy(self._connection, name, table)

    def make(self, name: str, query: str) -> None:
        """The table `name` with the result of a query."""
        self._connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS {query}')

    def rows(self, query: str) -> Rows:
        """The whole result of a query."""
        found: Rows = self._connection.execute(query).fetchall()
        return found

    def table(self, query: str) -> pa.Table:
        """The result of a query as an Arrow table, in order."""
        return self.arrow(query).read_all()

    def arrow(self, query: str) -> pa.RecordBatchReader:
        """The result of a query as Arrow batches, in order."""
        relation = self._connection.sql(query)
        reader = getattr(relation, "to_arrow_reader", None) or relation.fetch_arrow_reader
        return reader(_BATCH)


def _copy(connection: Any, name: str, table: pa.Table) -> None:
    connection.register("incoming", table)
    connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM incoming')
    connection.unregister("incoming")
