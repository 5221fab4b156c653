"""Makes the rows that a benchmark talks in, under the web role: `python -m benchmarks.rows N`.

Written in bulk, beside the services: a thousand conversations through the queue would measure
the queue. What the sockets check (session, membership, part in the conversation) is all there.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django


def main(pairs: int) -> list[list[dict[str, str]]]:
    """Make the rows and return both sides of every pair."""
    from django.utils import timezone

    from naere.tenancy.models import Municipality, Profile
    from naere.tenancy.scope import tenant_scope

    found, made = Municipality.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    with tenant_scope(found):
        if made:
            Profile.objects.create(
                municipality=found,
                name="Bench",
                colour="#225588",
                exit_url="https://example.org/",
                age_from=15,
                age_to=30,
            )
        return [_pair(found, timezone.now()) for _ in range(pairs)]


def _pair(municipality: Any, now: Any) -> list[dict[str, str]]:
    from django.conf import settings

    from naere.accounts.youth.models import YoungPerson, YoungSession
    from naere.conversations.models import Conversation
    from naere.core.ids import digest, new_id, new_token

    one, other = _identity(municipality, "young"), _identity(municipality, "staff")
    person = YoungPerson.objects.create(
        municipality=municipality, identity=one, nickname="Bølge", age_group="16–18"
    )
    token = new_token()
    YoungSession.objects.create(
        municipality=municipality,
        person=person,
        token_hash=digest(token),
        expires_at=now + timedelta(hours=2),
    )
    conversation = Conversation.objects.create(
        pk=new_id(),
        municipality=municipality,
        young=person,
        kind="now",
        state="active",
        nickname="Bølge",
        age_group="16–18",
        queued_at=now,
        present_at=now,
        accepted_at=now,
        epoch_since=now,
    )
    session, membership = _staff(municipality, other)
    _sit(conversation, one, "young", None, now)
    _sit(conversation, other, "peer", membership, now)
    return [
        {"conversation": str(conversation.pk), "identity": str(one.pk),
         "cookie": f"{settings.YOUTH_COOKIE_NAME}={token}"},
        {"conversation": str(conversation.pk), "identity": str(other.pk),
         "cookie": f"{settings.SESSION_COOKIE_NAME}={session}"},
    ]  # fmt: skip


def _identity(municipality: Any, kind: str) -> Any:
    from naere.accounts.keys.models import Identity

    return Identity.objects.create(municipality=municipality, kind=kind, public_key=os.urandom(32))


def _staff(municipality: Any, identity: Any) -> tuple[str, Any]:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from naere.accounts.staff.models import Membership, User
    from naere.accounts.staff.sessions import bind

    user = User(email=f"{identity.pk}@example.org", name="Peer")
    user.set_unusable_password()
    user.save()
    membership = Membership.objects.create(
        municipality=municipality, user=user, roles=["volunteer"], alias="Peer", identity=identity
    )
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    bind(session, municipality.pk)
    session.save()
    return session.session_key, membership


def _sit(conversation: Any, identity: Any, party: str, membership: Any, now: Any) -> None:
    from naere.conversations.models import Participant

    Participant.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        identity=identity,
        membership=membership,
        party=party,
        name=party,
        joined_at=now,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naere.config.settings.demo")
    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
