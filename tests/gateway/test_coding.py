"""Accept-Encoding is followed with its weights (RFC 9110, 12.5.3), and only what grows smaller is compressed."""

from __future__ import annotations

import gzip
import zlib

import pytest
from regelgraph.gateway.coding import Coding, Zipping, is_compressible, taken, zipped


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (None, Coding.PLAIN),
        (b"", Coding.PLAIN),
        (b"gzip", Coding.GZIP),
        (b"GZip", Coding.GZIP),
        (b"x-gzip", Coding.GZIP),
        (b"x-compress", Coding.PLAIN),
        (b"gzip, deflate, br, zstd", Coding.GZIP),
        (b"br", Coding.PLAIN),
        (b"*", Coding.GZIP),
        (b"*;q=0.1", Coding.GZIP),
        (b"gzip;q=0", Coding.PLAIN),
        (b"gzip; q=0.000 , *", Coding.PLAIN),
        (b"gzip;q=0.5, identity", Coding.PLAIN),
        (b"gzip;q=0.5, identity;q=0.4", Coding.GZIP),
        (b"gzip;Q=1.000", Coding.GZIP),
        (b"gzip;q=0.001", Coding.GZIP),
        (b"gzip;q=2", Coding.PLAIN),
        (b"gzip;q=0.1234", Coding.PLAIN),
        (b"gzip;level=9", Coding.PLAIN),
        (b"identity", Coding.PLAIN),
        (b"identity;q=0", Coding.NONE),
        (b"*;q=0", Coding.NONE),
        (b"*;q=0, identity", Coding.PLAIN),
        (b"*;q=0, gzip", Coding.ONLY_GZIP),
        (b"identity;q=0, gzip;q=0.2", Coding.ONLY_GZIP),
        (b"identity;q=0, *", Coding.ONLY_GZIP),
        (b",,;;q=,gzip;;,\xff", Coding.PLAIN),
    ],
)
def test_the_coding_is_the_one_that_is_asked_for(accepted: bytes | None, coding: Coding) -> None:
    assert taken(accepted) is coding


@pytest.mark.parametrize(
    "kind",
    [
        b"text/html; charset=utf-8",
        b"text/turtle",
        b"application/json",
        b"application/problem+json",
        b"application/sparql-results+xml",
        b"application/rdf+xml",
        b"application/n-triples",
        b"application/trig",
        b"application/x-ndjson",
    ],
)
def test_text_is_compressed(kind: bytes) -> None:
    assert is_compressible(kind)


@pytest.mark.parametrize(
    "kind",
    [
        b"",
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        b"application/vnd.apache.parquet",
        b"application/octet-stream",
        b"image/png",
        b"application/jsonx",
    ],
)
def test_what_is_packed_already_is_not(kind: bytes) -> None:
    assert not is_compressible(kind)


def test_a_body_is_the_same_by_gzip_each_time() -> None:
    body = b"one line\n" * 50_000
    assert gzip.decompress(zipped(body)) == body
    assert zipped(body) == zipped(body)
    assert len(zipped(body)) < len(body) / 20


def test_a_long_body_comes_out_while_it_is_made() -> None:
    maker, reader = Zipping(), zlib.decompressobj(16 + zlib.MAX_WBITS)
    line, sent, read = b"one line of a long list\n" * 100, 0, 0
    for _ in range(200):
        sent += len(line)
        read += len(reader.decompress(maker.part(line)))
        assert sent - read < 1 << 16
    read += len(reader.decompress(maker.end()))
    assert (read, reader.eof) == (sent, True)
