"""Tables that do not fit into memory, in parts in a temporary folder."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from regelgraph.tables.kernels import call, cast

if TYPE_CHECKING:
    import pyarrow as pa


class Spill:
    """Rows of tables of one kind, in `count` parts in a folder; shared texts stand in every row."""

    def __init__(self, folder: Path, count: int) -> None:
        self._files = [folder / f"{number}.arrow" for number in range(count)]
        self._open = ExitStack()
        self._writers: list[pa.RecordBatchStreamWriter] = []

    def add(self, table: pa.Table, parts: pa.Array) -> None:
        """Put each row of a table into the part of its number."""
        import pyarrow as pa

        for place, field in enumerate(table.schema):
            if pa.types.is_dictionary(field.type):
                table = table.set_column(place, field.name, cast(table.column(place), "string"))
        if not self._writers:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._writers = [
                self._open.enter_context(pa.ipc.new_stream(file, table.schema, options=options)) for file in self._files
            ]
        table = table.take(call("array_sort_indices", parts))
        counts = {each["values"]: each["counts"] for each in call("value_counts", parts).to_pylist()}
        begin = 0
        for number, writer in enumerate(self._writers):
            count = counts.get(number, 0)
            if count:
                writer.write_table(table.slice(begin, count))
            begin += count

    def finish(self) -> None:
        """No more rows will come."""
        self._open.close()

    def take(self, number: int) -> pa.Table:
        """The rows of a part, in the order in which they came. It can be taken once."""
        import pyarrow as pa

        file = self._files[number]
        with pa.OSFile(str(file)) as source, pa.ipc.open_stream(source) as stream:
            table = stream.read_all()
        file.unlink()
        return table
