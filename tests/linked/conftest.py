"""The knowledge, loaded once."""

from __future__ import annotations

import pytest
from regelgraph.knowledge import Knowledge, load


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()
