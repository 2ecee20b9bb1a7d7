"""What the head of an answer says: its media type, when to ask again, and why the service refuses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final

from regelgraph.client.decoding import parsed
from regelgraph.client.errors import AnswerError, ProblemError

_PROBLEM: Final = "application/problem+json"


def problem(status: int, headers: Mapping[str, str], data: bytes) -> ProblemError:
    """The error that an answer tells; one without a document tells its status."""
    try:
        title = HTTPStatus(status).phrase
    except ValueError:
        title = f"status {status}"
    after = seconds(headers.get("retry-after", ""))
    document: Any = None
    if media_type(headers) == _PROBLEM:
        try:
            document = parsed(data)
        except AnswerError:
            document = None
    if not isinstance(document, dict):
        return ProblemError(status, "about:blank", title, f"the service answers {status} {title}", None, after)
    known = {name: value for name, value in document.items() if isinstance(value, str)}
    words = (known.get("type", "about:blank"), known.get("title", title), known.get("detail", ""))
    return ProblemError(status, *words, known.get("parameter"), after)


def media_type(headers: Mapping[str, str]) -> str:
    """The media type of an answer, without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def seconds(text: str) -> float | None:
    """What `Retry-After` says (RFC 9110, section 10.2.3): seconds, or a time; None if it says neither."""
    if re.fullmatch(r"[0-9]{1,9}", text.strip()):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
