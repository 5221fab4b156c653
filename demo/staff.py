"""The demo's staff: logins, identities under their words, and team keys that are really shared."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from client.protocol import KeyRing
from client.protocol.encoding import from_base64
from demo.logins import LOGINS, PASSWORD, Login
from naere.accounts.keys import teams
from naere.accounts.keys.models import Identity
from naere.accounts.staff.models import Membership
from naere.accounts.staff.queries import TEAM_ROLES
from naere.accounts.staff.services import add_member, set_identity
from naere.tenancy.scope import current_municipality


@dataclass
class Person:
    """A member of the demo's staff; `ring` holds keys when the login has some."""

    login: Login
    membership: Membership
    ring: KeyRing

    @property
    def identity(self) -> Identity:
        """The identity of somebody who has keys."""
        assert self.membership.identity is not None
        return self.membership.identity


def make_staff() -> list[Person]:
    """Make everyone of the current municipality, and the keys of its two teams."""
    here = current_municipality().slug
    hashed = make_password(PASSWORD)  # once: it is slow by design, and the same for all
    people = [_make(login, hashed) for login in LOGINS if login.municipality == here]
    for kind, fitting in TEAM_ROLES.items():
        _make_team(kind, [one for one in people if _fits(one, fitting)])
    return people


def with_role(people: list[Person], role: str) -> list[Person]:
    """Return the people (not programs) with a role."""
    return [one for one in people if role in one.login.roles and not one.membership.is_program]


def _fits(person: Person, roles: frozenset[str]) -> bool:
    return person.login.has_keys and not roles.isdisjoint(person.login.roles)


def _make(login: Login, hashed_password: str) -> Person:
    is_program = login.title == "Program"
    membership = add_member(
        login.email, login.name, login.alias, login.roles, is_program=is_program
    )
    membership.user.password = hashed_password
    membership.user.save(update_fields=["password"])
    ring = KeyRing()
    if login.has_keys:
        public = from_base64(ring.create_identity())
        sealed = ring.seal_with_words(login.words, str(membership.municipality_id))
        values = (sealed.lookup, sealed.auth, sealed.sealed_private)
        set_identity(membership, public, *map(from_base64, values))
    return Person(login, membership, ring)


def _make_team(kind: str, people: list[Person]) -> None:
    """Let the coordinator approve everyone and make version 1 of the key for them."""
    coordinator = next(one for one in people if "coordinator" in one.login.roles)
    for person in people:
        teams.approve_member(kind, person.identity.pk)
    public = coordinator.ring.create_team_key()
    shares = {
        person.identity.pk: from_base64(
            coordinator.ring.share_team_key(public, person.ring.public_key())
        )
        for person in people
    }
    teams.new_version(
        kind, 1, from_base64(public), coordinator.identity, shares, by_coordinator=True
    )
