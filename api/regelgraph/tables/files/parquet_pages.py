"""How much a Parquet file would be once it is read: by the headers of its pages, whatever else it says of itself.

A reader makes room for as much as the header of a page declares (Apache Parquet, "Page Header" in `parquet.thrift`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import InputError, TooLargeError
from regelgraph.tables.files.limits import Limits
from regelgraph.tables.files.thrift import BrokenError, struct_at

if TYPE_CHECKING:
    from pyarrow.parquet import FileMetaData

_TAIL: Final = 8
"""Bytes at the end of a file: the length of the footer, and the mark of the format."""
_HEADER: Final = 1 << 16
"""Bytes that the header of a page has at most."""
_MOST_PAGES: Final = 50_000
_DATA, _DICTIONARY, _DATA_2 = 5, 7, 8
"""Numbers of the fields of a page's header that say more of such a page."""
_DELTA_BYTE_ARRAY: Final = 7


@dataclass(frozen=True, slots=True)
class _Page:
    """`unpacked` bytes of a page, its number of values (0 if it is no page of data), and how they are encoded."""

    unpacked: int
    values: int
    encoding: int
    is_dictionary: bool = False


def require_short_footer(stream: Any, name: str, limits: Limits) -> None:
    """Raises TooLargeError for a file with a longer footer, which takes many times its bytes."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    length = int.from_bytes(stream.read(4), "little")
    if limits.footer < length < size:
        raise TooLargeError(
            f"{name} has a footer of more than {limits.footer >> 20} MiB; write it anew, with less in it"
        )


def shared_by(stream: Any, metadata: FileMetaData, name: str, limits: Limits) -> set[str]:
    """The columns whose values stand in a dictionary: many a cell can have a long text that stands there once.

    Raises TooLargeError for a file that would be more than the limits say, InputError for one that is broken.
    """
    limits.few_columns(metadata.num_columns)
    groups = metadata.num_row_groups
    if groups > limits.groups:
        raise TooLargeError(f"{name} has more than {limits.groups} groups of rows; write it anew with fewer")
    rows = [metadata.row_group(group).num_rows for group in range(groups)]
    limits.few_rows(max(metadata.num_rows, sum(rows)))
    limits.few_cells(sum(rows) * metadata.num_columns)
    fixed = sum(max(0, metadata.schema.column(place).length) for place in range(metadata.num_columns))
    unpacked, pages = sum(rows) * fixed, 0
    shared = set()
    for group in range(groups):
        for place in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(place)
            if chunk.num_values != rows[group]:
                raise _broken(name)
            for page in _pages(stream, chunk, name):
                pages += 1
                unpacked += page.unpacked
                if page.is_dictionary:
                    shared.add(chunk.path_in_schema)
                if page.encoding == _DELTA_BYTE_ARRAY:
                    raise InputError(
                        f"{name}: column {place + 1} is encoded as DELTA_BYTE_ARRAY, which can stand for any amount of "
                        "text; write it anew with plain texts or a dictionary"
                    )
                if unpacked > limits.unpacked or pages > _MOST_PAGES:
                    raise TooLargeError(
                        f"{name} would unpack to more than {limits.unpacked >> 20} MiB, or {_MOST_PAGES} pages; "
                        "send the list in parts"
                    )
    return shared


def _pages(stream: Any, chunk: Any, name: str) -> Iterator[_Page]:
    """The pages of a column in a group of rows, as a reader goes through them."""
    place = chunk.data_page_offset
    if chunk.has_dictionary_page and 0 < chunk.dictionary_page_offset < place:
        place = chunk.dictionary_page_offset
    end, left = place + chunk.total_compressed_size, chunk.num_values
    while left > 0 and 0 < place < end:
        stream.seek(place)
        try:
            found, length = struct_at(stream.read(_HEADER))
            page, packed = _page(found), int(found[3])
        except (BrokenError, KeyError, TypeError, ValueError) as error:
            raise _broken(name) from error
        if packed < 0 or page.unpacked < 0:
            raise _broken(name)
        yield page
        left -= page.values
        place += length + packed
    if left > 0:
        raise _broken(name)


def _page(found: dict[int, Any]) -> _Page:
    """Raises BrokenError for a dictionary of more values than it has bytes, KeyError for what lacks a field."""
    unpacked = int(found[2])
    if _DATA in found:
        return _Page(unpacked, int(found[_DATA][1]), int(found[_DATA][2]))
    if _DATA_2 in found:
        return _Page(unpacked, int(found[_DATA_2][1]), int(found[_DATA_2][4]))
    if _DICTIONARY in found and not 0 <= int(found[_DICTIONARY][1]) <= unpacked:
        raise BrokenError
    return _Page(unpacked, 0, -1, is_dictionary=_DICTIONARY in found)


def _broken(name: str) -> InputError:
    return InputError(f"{name} is a broken Parquet file; expected one that is whole and open to read")
