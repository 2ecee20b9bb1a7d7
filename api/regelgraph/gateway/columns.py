"""Where each number of the metrics stands in a row of the shared table; every process writes a row of its own."""

from __future__ import annotations

from typing import Final

from regelgraph.gateway.routes import NAMES, OTHER

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", OTHER)
LANES: Final = ("quick", "slow", "checks")
CAUSES: Final = ("time", "memory", "size", "gone", "fault")
REFUSALS: Final = ("busy", "fair use", "token", "too large")
RELOADS: Final = ("ok", "failed")
BOUNDS: Final = (
    0.0005,
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
    5.0,
    10.0,
    30.0,
    60.0,
    120.0,
)
"""Seconds; the upper bounds of the histogram."""
_CODES: Final = (
    *(200, 204, 206, 300, 301, 302, 303, 304, 307, 308),
    *(400, 401, 403, 404, 405, 406, 408, 410, 411, 412, 413, 414, 415, 417, 422, 429, 431, 499),
    *(500, 501, 502, 503, 504, 505),
)
STATUSES: Final = (*map(str, _CODES), OTHER)

# What a process is now; set to nought when it is gone.
PID: Final = 0
UNDER_WAY: Final = 1
CACHE_BYTES: Final = 2
QUEUE: Final = 3
BUSY: Final = QUEUE + len(LANES)
# What it has counted; stays when it is gone, and its successor counts on.
COUNTED: Final = BUSY + len(LANES)
CACHED: Final = COUNTED
SENT: Final = CACHED + 1
LOST: Final = SENT + 1
ENDED: Final = LOST + 1
REFUSED: Final = ENDED + len(CAUSES)
RELOADED: Final = REFUSED + len(REFUSALS)
REQUESTS: Final = RELOADED + len(RELOADS)
PER_METHOD: Final = len(STATUSES)
PER_ROUTE: Final = len(METHODS) * PER_METHOD
SECONDS: Final = REQUESTS + len(NAMES) * PER_ROUTE
SUM: Final = len(BOUNDS) + 1
"""Behind the numbers of requests up to each bound, and above the last one."""
PER_HISTOGRAM: Final = SUM + 1
WIDTH: Final = SECONDS + len(NAMES) * PER_HISTOGRAM

ROUTE: Final = {route: number for number, route in enumerate(NAMES)}
METHOD: Final = {method: number * PER_METHOD for number, method in enumerate(METHODS)}
STATUS: Final = {code: number for number, code in enumerate(_CODES)}
CAUSE: Final = {cause: ENDED + number for number, cause in enumerate(CAUSES)}
REFUSAL: Final = {why: REFUSED + number for number, why in enumerate(REFUSALS)}
OTHER_METHOD: Final = METHOD[OTHER]
OTHER_STATUS: Final = len(_CODES)
