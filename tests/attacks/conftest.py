"""One service with small limits that all attacks go to, one after another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.attacks.target import LIMITS, Target
from tests.served import await_ready
from tests.served import served as started


@pytest.fixture(scope="session")
def served() -> Iterator[Target]:
    with started("--workers", "2", "--examples", env=LIMITS) as service:
        await_ready(service)
        target = Target(service)
        target.rest()
        yield target
        assert service.stop() == 0
        assert "Traceback" not in service.log
