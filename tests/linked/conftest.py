"""The knowledge without and with the invented examples, each loaded once."""

from __future__ import annotations

import pytest
from regelgraph.knowledge import Knowledge, load


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="session")
def known() -> Knowledge:
    """With the examples."""
    return load(examples=True)
