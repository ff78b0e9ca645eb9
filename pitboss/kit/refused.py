"""Expected refusals: each has a name, a status and the sentence that the reader will see."""

from __future__ import annotations

from typing import ClassVar


class Refused(Exception):
    """The request can't be done, and the reader is told why. The first line of a subclass's docstring is the default
    sentence. `extra` goes into the problem document (RFC 9457) beside it."""

    status: ClassVar[int] = 400

    def __init__(self, detail: str | None = None, **extra: object) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip().splitlines()[0]
        self.extra = extra
        super().__init__(self.detail)

    @property
    def code(self) -> str:
        """`TicketClosed` → `ticket_closed`."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


class NotFound(Refused):
    """There is nothing here that you may see."""

    status = 404


class Forbidden(Refused):
    """You don't have the permission for this."""

    status = 403


class Invalid(Refused):
    """Something in the request can't be used."""

    status = 422


class Conflict(Refused):
    """This does not fit the present state."""

    status = 409
