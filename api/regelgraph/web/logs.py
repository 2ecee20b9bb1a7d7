"""What the service logs: a line for each request without its query string, and faults without what was sent."""

from __future__ import annotations

import logging
from typing import Any, Final


class WithoutQuery(logging.Filter):
    """Takes the query string out of a line of the access log: it may say what somebody asks for."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line is kept."""
        if isinstance(record.args, tuple) and len(record.args) == 5:
            client, method, path, version, status = record.args
            record.args = (client, method, str(path).partition("?")[0], version, status)
        return True


LOGS: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"plain": {"()": f"{__name__}.WithoutQuery"}},
    "formatters": {
        "access": {"()": "uvicorn.logging.AccessFormatter", "fmt": '%(asctime)s "%(request_line)s" %(status_code)s'},
        "plain": {"format": "%(asctime)s %(levelname)s %(message)s"},
    },
    "handlers": {
        "access": {"class": "logging.StreamHandler", "formatter": "access", "filters": ["plain"]},
        "plain": {"class": "logging.StreamHandler", "formatter": "plain"},
    },
    "loggers": {
        "uvicorn.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["plain"], "level": "WARNING", "propagate": False},
        "regelgraph": {"handlers": ["plain"], "level": "WARNING", "propagate": False},
    },
}
