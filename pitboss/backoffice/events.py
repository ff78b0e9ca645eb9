"""What happens to the connection. Addresses and tokens are not in the log."""

from __future__ import annotations

from pitboss.events.log import Event


class BackOfficeConnected(Event, frozen=True, tag="back_office_connected"):
    host: str


class BackOfficeDisconnected(Event, frozen=True, tag="back_office_disconnected"):
    pass
