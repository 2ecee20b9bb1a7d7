"""The one error tree: each error knows its HTTP status, its exit code and its problem type (RFC 9457)."""

from __future__ import annotations

from typing import ClassVar, Self

from regelgraph.terms import PROBLEM


class RegelgraphError(Exception):
    """Whatever regelgraph reports to the person who can mend it: what was found, where, and what is expected.

    A `message` that quotes a list comes with `unquoted`: the same with places instead, for whoever must not see or keep
    what stands in the list, as clients and logs of a service.
    """

    http_status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 2
    problem_type: ClassVar[str] = PROBLEM + "internal"

    def __init__(self, message: str = "", unquoted: str = "") -> None:
        super().__init__(message)
        self.unquoted = unquoted or message

    @property
    def message(self) -> str:
        """The one sentence for people."""
        return str(self)


class UsageError(RegelgraphError):
    """A wrong or missing option or parameter."""

    http_status = 400
    problem_type = PROBLEM + "usage"


class ParameterError(UsageError):
    """A parameter of a question that is wrong, missing or unknown; `parameter` is its name."""

    problem_type = PROBLEM + "parameter"

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class QuestionError(UsageError):
    """A question that does not exist."""

    http_status = 404
    problem_type = PROBLEM + "question"


class QueryError(UsageError):
    """A SPARQL query that is wrong, refused, or fails while it is answered."""

    problem_type = PROBLEM + "query"


class InputError(RegelgraphError):
    """A table or document that cannot be read at all; a bad cell is no error but a finding.

    `hint` names a text of pages (`page-hint-…`) that says in every language what helps.
    """

    http_status = 400
    problem_type = PROBLEM + "input"

    def __init__(self, message: str = "", unquoted: str = "", hint: str = "") -> None:
        super().__init__(message, unquoted)
        self.hint = hint


class HeaderError(InputError):
    """A required column is missing, or two columns mean the same fact."""

    problem_type = PROBLEM + "header"


class KnowledgeError(RegelgraphError):
    """The knowledge (Turtle) cannot be found, read or understood."""

    problem_type = PROBLEM + "knowledge"


class EndpointError(RegelgraphError):
    """A SPARQL server that does not answer, or not as the protocol says."""

    http_status = 502
    problem_type = PROBLEM + "endpoint"


class NotAcceptableError(UsageError):
    """The client takes none of the media types that there are."""

    http_status = 406
    problem_type = PROBLEM + "not-acceptable"


class MediaTypeError(UsageError):
    """The body is of a media type that is not understood."""

    http_status = 415
    problem_type = PROBLEM + "media-type"


class TooLargeError(UsageError):
    """The body, or the list in it, is larger than the service takes."""

    http_status = 413
    problem_type = PROBLEM + "too-large"

    @classmethod
    def of_body(cls, most: int) -> Self:
        """A body of more than so many bytes."""
        return cls(f"the body is larger than {f'{most // 2**20} MiB' if most >= 2**20 else f'{most} bytes'}")


class TokenError(UsageError):
    """The request lacks the token that the service asks for, or has another (RFC 6750)."""

    http_status = 401
    problem_type = PROBLEM + "token"


class TooManyError(UsageError):
    """One client asks more than its share; `after` is in how many seconds it may ask again."""

    http_status = 429
    problem_type = PROBLEM + "too-many"

    def __init__(self, after: int, message: str) -> None:
        super().__init__(message)
        self.after = after


class BusyError(RegelgraphError):
    """More is asked at once than the service works on; `after` is in how many seconds to ask again."""

    http_status = 503
    problem_type = PROBLEM + "busy"

    def __init__(self, message: str, after: int = 5) -> None:
        super().__init__(message)
        self.after = after


class EndedError(RegelgraphError):
    """Work that was ended since it took more time, memory or room for its answer than it may."""

    http_status = 503
    problem_type = PROBLEM + "ended"
