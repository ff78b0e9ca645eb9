import pytest

from pitboss.staff.permissions import BUILTIN_ROLES, GUARDED, PERMISSIONS, out_of_reach, unknown


def test_every_role_holds_only_permissions_that_exist() -> None:
    assert not any(unknown(held) for held in BUILTIN_ROLES.values())


def test_every_permission_says_what_it_means_in_both_languages() -> None:
    assert all(p.en and p.ru and p.en != p.ru for p in PERMISSIONS.values())


def test_every_permission_is_in_some_role() -> None:
    assert PERMISSIONS.keys() == frozenset().union(*BUILTIN_ROLES.values())


@pytest.mark.parametrize(
    ("role", "grants"),
    [
        ("admin", {"agent", "senior", "quality", "complaints_handler", "admin"}),
        (
            "compliance",
            {"agent", "senior", "supervisor", "verifier", "quality", "compliance"}
            | {"complaints_handler", "complaints_lead", "complaints_reviewer"},
        ),
    ],
)
def test_which_roles_those_who_manage_roles_may_hand_on(role: str, grants: set[str]) -> None:
    held = BUILTIN_ROLES[role]
    assert {name for name, wanted in BUILTIN_ROLES.items() if not out_of_reach(wanted, held)} == grants


def test_only_admin_and_compliance_manage_roles_and_only_compliance_opens_protected_queues() -> None:
    managers = {name for name, held in BUILTIN_ROLES.items() if "roles.manage" in held}
    assert managers == {"admin", "compliance"}
    assert {name for name in managers if "tickets.see_restricted" in BUILTIN_ROLES[name]} == {"compliance"}


def test_whoever_manages_everything_neither_sees_protected_queues_nor_answers() -> None:
    assert not BUILTIN_ROLES["admin"] & {"tickets.see_restricted", "tickets.reply"}


def test_quality_writes_nothing_but_notes() -> None:
    reads = {"tickets.see_all", "players.see", "staff.see", "quality.read", "reports.see", "audit.read"}
    assert BUILTIN_ROLES["quality"] - reads == {"tickets.note"}


def test_management_is_guarded() -> None:
    daily_work = {"incidents.manage"}  # of seniors; it changes nothing of the installation
    assert {p for p in PERMISSIONS if p.endswith(".manage")} - daily_work <= GUARDED
