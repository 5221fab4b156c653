"""Young people and staff with real keys. All inside the scope of a municipality."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count

from client.protocol import KeyRing
from client.protocol.encoding import from_base64
from client.protocol.identity import seal_private
from naere.accounts.keys.models import Identity
from naere.accounts.staff.models import Membership
from naere.accounts.staff.services import add_member, set_identity
from naere.accounts.youth.models import YoungPerson
from naere.accounts.youth.services import start
from naere.tenancy.queries import age_groups
from naere.tenancy.scope import current_municipality

PASSWORD = "en lang adgangskode til test"
_number = count(1)


@dataclass
class Young:
    """A young person, the secret of their cookie, and their keys."""

    person: YoungPerson
    token: str
    ring: KeyRing

    @property
    def identity(self) -> Identity:
        """The identity of the young person."""
        return self.person.identity


@dataclass
class Member:
    """A member of staff and their keys. The login is `email` with `PASSWORD`."""

    membership: Membership
    ring: KeyRing
    email: str

    @property
    def identity(self) -> Identity:
        """The identity; fails for a member that was made without one."""
        assert self.membership.identity is not None
        return self.membership.identity


def make_young(nickname: str = "Sol") -> Young:
    """Return a young person of the youngest group, with a session and no words."""
    ring = KeyRing()
    key = from_base64(ring.create_identity())
    group = age_groups()[0]
    person, token = start(current_municipality(), nickname, str(group.pk), [], key)
    return Young(person, token, ring)


def make_member(
    *roles: str,
    alias: str = "",
    email: str = "",
    words: str = "",
    with_identity: bool = True,
    is_program: bool = False,
) -> Member:
    """Return a member with `roles` (a volunteer without any), not yet approved in any team.

    The identity is sealed under `words` when they are given, which costs an Argon2id; else under
    something random.
    """
    place = next(_number)
    email = email or f"member{place}@naere.example"
    membership = add_member(
        email,
        f"Navn {place}",
        alias or f"Frivillig {place}",
        roles or ("volunteer",),
        PASSWORD,
        is_program=is_program,
    )
    member = Member(membership, KeyRing(), email)
    if with_identity:
        give_identity(member, words)
    return member


def give_identity(member: Member, words: str = "") -> Identity:
    """Give a member a new identity, as a first login or a new start does."""
    public = from_base64(member.ring.create_identity())
    lookup, auth, sealed = _sealed(member.ring, words)
    return set_identity(member.membership, public, lookup, auth, sealed)


def _sealed(ring: KeyRing, words: str) -> tuple[bytes, bytes, bytes]:
    if words:
        made = ring.seal_with_words(words, str(current_municipality().pk))
        return (
            from_base64(made.lookup),
            from_base64(made.auth),
            from_base64(made.sealed_private),
        )
    return os.urandom(32), os.urandom(32), seal_private(os.urandom(32), os.urandom(32))
