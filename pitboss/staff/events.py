"""Everything that can happen to members of staff. Recorded in each brand that it concerns; nothing here is for players."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pitboss.events.log import Event


class StaffCreated(Event, frozen=True, tag="staff_created"):
    staff: UUID
    role: str


class StaffChanged(Event, frozen=True, tag="staff_changed"):
    """`fields`: which of name, languages, locale changed."""

    staff: UUID
    fields: list[str]


class PasswordSet(Event, frozen=True, tag="password_set"):
    staff: UUID


class StaffDeactivated(Event, frozen=True, tag="staff_deactivated"):
    staff: UUID


class StaffReactivated(Event, frozen=True, tag="staff_reactivated"):
    staff: UUID


class RoleGranted(Event, frozen=True, tag="role_granted"):
    staff: UUID
    role: str


class RoleRevoked(Event, frozen=True, tag="role_revoked"):
    staff: UUID
    role: str


class RoleDefined(Event, frozen=True, tag="role_defined"):
    role: str
    permissions: list[str]
    was: list[str] | None


class SignedIn(Event, frozen=True, tag="signed_in"):
    staff: UUID
    address: str | None


class SignInFailed(Event, frozen=True, tag="sign_in_failed"):
    staff: UUID
    address: str | None
    locked_until: datetime | None


class SignedOut(Event, frozen=True, tag="signed_out"):
    staff: UUID
    sessions: int


class TokenCreated(Event, frozen=True, tag="token_created"):
    staff: UUID
    token: UUID
    name: str
    scopes: list[str]
    expires_at: datetime | None


class TokenRevoked(Event, frozen=True, tag="token_revoked"):
    staff: UUID
    token: UUID
    name: str


class PresenceChanged(Event, frozen=True, tag="presence_changed"):
    """`reason`, of the desk itself: chosen (by the person or a manager), silent (no heartbeat), idle, back, deactivated."""

    staff: UUID
    state: str
    was: str
    reason: str


class CapacitySet(Event, frozen=True, tag="capacity_set"):
    staff: UUID
    class_: str
    capacity: int


class TeamCreated(Event, frozen=True, tag="team_created"):
    team: UUID
    name: str


class TeamJoined(Event, frozen=True, tag="team_joined"):
    team: UUID
    staff: UUID
    lead: bool


class TeamLeft(Event, frozen=True, tag="team_left"):
    team: UUID
    staff: UUID


class QueueJoined(Event, frozen=True, tag="queue_joined"):
    queue: UUID
    staff: UUID


class QueueLeft(Event, frozen=True, tag="queue_left"):
    queue: UUID
    staff: UUID
