"""A young person starts, comes back by six words, and is forgotten (R2, R35)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from naere.accounts.keys import services as keys
from naere.accounts.keys.enums import IdentityKind
from naere.accounts.keys.queries import find_by_words
from naere.accounts.youth import attempts, rules
from naere.accounts.youth.models import YoungPerson, YoungSession
from naere.core.api import ApiError
from naere.core.ids import digest, new_token
from naere.core.signals import notify
from naere.tenancy import queries as tenancy

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from naere.tenancy.models import AgeGroup, Municipality, Topic

SESSION_LASTS = timedelta(hours=24)
MOST_TOPICS = 20


def start(
    municipality: Municipality,
    nickname: str,
    age_group: str,
    topics: Sequence[str],
    public_key: bytes,
) -> tuple[YoungPerson, str]:
    """Return a new young person and the secret of their session's cookie.

    `age_group` and `topics` are ids of the municipality's own; without an age group ("") somebody may
    be a minor. Raises ApiError: "bad-nickname",
    "looks-like-email", "looks-like-phone", "looks-like-cpr", "bad-ageGroup", "bad-topics",
    "bad-publicKey", "key-taken".
    """
    name = check_nickname(nickname)
    group = _age_group(age_group)
    chosen = _topics(topics)
    person: YoungPerson = YoungPerson.objects.create(
        municipality=municipality,
        identity=keys.create_identity(IdentityKind.YOUNG.value, public_key),
        nickname=name,
        age_group=group.label_da if group else "",
        may_be_minor=group.may_be_minor if group else True,
        topics=[topic.label_da for topic in chosen],
    )
    return person, open_session(person)


def check_nickname(nickname: str) -> str:
    """Return the tidied nickname; raises ApiError with a kind sentence when it says who one is.

    What merely looks like a full name is for the client to warn about: it may be no one's.
    """
    name = rules.tidy(nickname)
    if not 1 <= len(name) <= rules.LONGEST_NICKNAME:
        raise ApiError("bad-nickname", message=_("Choose a name of up to 40 characters."))
    what = rules.gives_away(name)
    if what:
        raise ApiError(f"looks-like-{what}", message=_sentence(what))
    return name


def open_session(person: YoungPerson) -> str:
    """Return the secret for a cookie that makes a browser `person` for 24 hours."""
    token = new_token()
    YoungSession.objects.create(
        municipality_id=person.municipality_id,
        token_hash=digest(token),
        person=person,
        expires_at=timezone.now() + SESSION_LASTS,
    )
    return token


def end_session(token: str) -> None:
    """End one browser's session and close its sockets; the person stays."""
    found = YoungSession.objects.filter(token_hash=digest(token)).first()
    if found is not None:
        found.delete()
        notify("session", found.municipality_id, person=found.person_id)


def keep_words(
    person: YoungPerson,
    lookup: bytes,
    auth: bytes,
    sealed_private: bytes,
    *,
    replaces: bool = False,
) -> None:
    """Let a person come back by six words, of which only hashes are kept.

    Raises ApiError "has-words" (409) when there are words already that are not to be replaced: they
    may stand on a piece of paper, and another tab or a page that is loaded again knows nothing of them.
    """
    person.identity = keys.locked(person.identity)
    if has_words(person) and not replaces:
        raise ApiError("has-words", 409)
    keys.seal_identity(person.identity, lookup, auth, sealed_private)


def has_words(person: YoungPerson) -> bool:
    """Return whether the person can come back by words."""
    return person.identity.lookup_hash is not None


def return_by_words(lookup: bytes, auth: bytes, network: str) -> tuple[YoungPerson, str]:
    """Return whose words these are, and the secret of a new session's cookie.

    `network` is `attempts.network_of(request)`. Raises ApiError: 429 "slow-down" with
    `retryAfter` in seconds, 403 "wrong-words", the same whether the words' look-up exists or not.
    """
    wait = attempts.allow("return by words", network)
    if wait is not None:
        raise ApiError("slow-down", 429, _("Wait a moment, and try again."), retryAfter=wait)
    identity = find_by_words(lookup, auth)
    person = YoungPerson.objects.select_related("identity").filter(identity=identity).first()
    if identity is None or person is None:
        sentence = _("Those words do not fit together. Try again.")
        raise ApiError("wrong-words", 403, sentence, keep=True)
    return person, open_session(person)


def forget(person: YoungPerson) -> None:
    """Delete a person, their sessions and their identity with all that was shared with it.

    Conversations go with the person, but without the notices that belong to them: end those first
    (`naere.conversations.services`).
    """
    municipality_id, person_id, identity_id = person.municipality_id, person.pk, person.identity_id
    person.delete()
    keys.delete_identity(identity_id)
    notify("session", municipality_id, person=person_id)


def sweep_sessions(now: datetime) -> int:
    """Delete the sessions that have run out; return how many. For the periodic job."""
    deleted, _per_model = YoungSession.objects.filter(expires_at__lte=now).delete()
    return int(deleted)


def sweep_forgotten(still_needed: QuerySet[Any]) -> int:
    """Delete people who can never come back: no words, no session, none of `still_needed`'s ids.

    Returns how many. For the periodic job.
    """
    unreachable = YoungPerson.objects.filter(
        identity__sealed_private__isnull=True, sessions__isnull=True
    ).exclude(pk__in=still_needed)
    found = list(unreachable)
    for person in found:
        forget(person)
    return len(found)


def _age_group(given: str) -> AgeGroup | None:
    if not given:
        return None
    for group in tenancy.age_groups():
        if str(group.pk) == given:
            found: AgeGroup = group
            return found
    raise ApiError("bad-ageGroup")


def _topics(given: Sequence[str]) -> list[Topic]:
    wanted = set(given)
    found = [topic for topic in tenancy.topics() if str(topic.pk) in wanted] if wanted else []
    if len(found) != len(wanted) or len(wanted) > MOST_TOPICS:
        raise ApiError("bad-topics")
    return found


def _sentence(what: str) -> str:
    return {
        "email": _("That looks like an e-mail address. Choose a name that nobody knows you by."),
        "phone": _("That looks like a phone number. Choose a name that nobody knows you by."),
        "cpr": _("That looks like a CPR number. Never write it here. Choose another name."),
    }[what]
