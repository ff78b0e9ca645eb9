"""What can happen to a brand's own words. The words themselves stay out of the log."""

from __future__ import annotations

from pitboss.events.log import Event


class TextChanged(Event, frozen=True, tag="text_changed"):
    template: str
    language: str


class TextRestored(Event, frozen=True, tag="text_restored"):
    """The built-in text is back."""

    template: str
    language: str
