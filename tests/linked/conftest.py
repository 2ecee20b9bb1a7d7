"""The knowledge with the invented examples, loaded once."""

from __future__ import annotations

import pytest
from regelgraph.knowledge import Knowledge, load


@pytest.fixture(scope="session")
def known() -> Knowledge:
    return load(examples=True)
