"""Memory that all processes of the service share: a file that stands in memory only, handed on by its number."""

from __future__ import annotations

import mmap
import os


def make(size: int) -> int:
    """The number of such a file of `size` bytes, all zero. It goes when the last process that has it is gone."""
    file = os.memfd_create("regelgraph", os.MFD_CLOEXEC)
    os.ftruncate(file, size)
    return file


def opened(file: int) -> mmap.mmap:
    """Its bytes, as every other process has them too."""
    return mmap.mmap(file, os.fstat(file).st_size)
