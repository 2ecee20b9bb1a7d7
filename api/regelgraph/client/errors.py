"""What can go wrong between a program and a service: it refuses, it cannot be reached, or it answers something else."""

from __future__ import annotations


class ClientError(Exception):
    """Whatever the client raises of its own."""


class ProblemError(ClientError):
    """The service refuses, by a problem document (RFC 9457).

    `status` is that of HTTP, `type` an address that stays the same for the same kind of error, `detail` the sentence
    that helps, `parameter` the parameter that is wrong, missing or unknown (else None), `retry_after` in how many
    seconds to ask again, where the service says so. An error that comes without a document, as from a proxy, has the
    type `about:blank`.
    """

    def __init__(
        self,
        status: int,
        type_: str,
        title: str,
        detail: str,
        parameter: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(detail or title)
        self.status = status
        self.type = type_
        self.title = title
        self.detail = detail
        self.parameter = parameter
        self.retry_after = retry_after

    @property
    def kind(self) -> str:
        """What stands last in the type: `parameter`, `input`, `too-large`, `busy` and so on."""
        return self.type.rpartition("/")[2]


class UnreachableError(ClientError):
    """Nobody answers there, or not in time. The same may succeed later."""


class AnswerError(ClientError):
    """The answer is not what was agreed: cut, of another media type, not understood, too large, or at another host."""
