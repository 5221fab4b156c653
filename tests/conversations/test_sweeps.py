"""What time does: places are lost, keys grow old, the ended is deleted, the unreachable forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from naere.accounts.keys.models import Identity
from naere.accounts.youth.models import YoungPerson, YoungSession
from naere.conversations import sweeping
from naere.conversations.models import Conversation, Fact
from naere.conversations.services.access import seat
from naere.conversations.services.leaving import hand_over
from naere.conversations.tasks import sweep_all
from naere.tenancy.models import Profile
from naere.volunteers.models import Shift
from tests.conftest import acting_for
from tests.conversations.batches import Sent, append
from tests.conversations.clock import Clock
from tests.factories.conversations import close, make_active, make_conversation, next_epoch
from tests.factories.people import make_member, make_young
from tests.factories.teams import make_team
from tests.tenant_client import show_scope_again


def sweep(now: datetime) -> None:
    """As the minute's job does, but within this test's municipality."""
    sweeping.sweep(now)


def states() -> list[tuple[str, str]]:
    return list(Conversation.objects.order_by("queued_at", "pk").values_list("state", "ending"))


# lost places


@pytest.mark.parametrize(("seconds", "state"), [(120, ("waiting", "")), (121, ("closed", "gone"))])
def test_a_live_place_is_kept_for_two_minutes(  # type: ignore[no-untyped-def]
    clock: Clock, waiting, seconds: int, state: tuple[str, str]
) -> None:
    sweep(clock.pass_(seconds=seconds))
    assert states() == [state]
    assert Fact.objects.get().ending == state[1]


def test_who_is_still_there_keeps_it(clock: Clock, waiting) -> None:  # type: ignore[no-untyped-def]
    clock.pass_(seconds=100)
    Conversation.objects.update(present_at=clock())
    sweep(clock.pass_(seconds=100))
    assert states() == [("waiting", "")]


def test_letters_and_what_goes_on_are_not_ended(clock: Clock, young, peer, team) -> None:  # type: ignore[no-untyped-def]
    make_conversation(young, "letter")
    make_active(make_young("Måne"), peer)
    sweep(clock.pass_(hours=11))
    assert sorted(states()) == [("active", ""), ("waiting", "")]


# old keys


def due() -> list[str]:
    return list(Conversation.objects.order_by("queued_at").values_list("epoch_due", flat=True))


def test_after_seven_days(clock: Clock, active) -> None:  # type: ignore[no-untyped-def]
    Conversation.objects.update(kind="letter")
    sweep(clock.pass_(days=7))
    assert due() == [""]
    sweep(clock.pass_(seconds=1))
    assert due() == ["aged"]


def test_after_200_messages_under_one(active, young, dragoer, clock: Clock) -> None:  # type: ignore[no-untyped-def]
    batch = [Sent(active.pk, young.identity.pk, n) for n in range(1, 201)]
    append(dragoer.pk, *batch[:199])
    sweep(clock())
    assert due() == [""]
    append(dragoer.pk, batch[199])
    sweep(clock())
    assert due() == ["aged"]


def test_counted_from_the_epochs_own_first(active, young, dragoer, clock: Clock) -> None:  # type: ignore[no-untyped-def]
    append(dragoer.pk, *[Sent(active.pk, young.identity.pk, n) for n in range(1, 151)])
    next_epoch(active, young)
    more = [Sent(active.pk, young.identity.pk, n, epoch=2) for n in range(151, 350)]
    append(dragoer.pk, *more)
    sweep(clock())
    assert due() == [""]
    append(dragoer.pk, Sent(active.pk, young.identity.pk, 350, epoch=2))
    sweep(clock())
    assert due() == ["aged"]


def test_what_is_due_for_another_reason_stays_so(clock: Clock, active) -> None:  # type: ignore[no-untyped-def]
    Conversation.objects.update(epoch_due="left")
    sweep(clock.pass_(days=8))
    assert due() == ["left"]


def test_what_does_not_go_on_needs_none(clock: Clock, young, team) -> None:  # type: ignore[no-untyped-def]
    make_conversation(young, "letter")
    assert sweeping.make_old_epochs_due(clock.pass_(days=8)) == 0


# deletion


def test_deleted_when_the_days_have_passed(clock: Clock, active) -> None:  # type: ignore[no-untyped-def]
    close(active)
    sweep(clock.pass_(days=30))
    assert Conversation.objects.count() == 1
    sweep(clock.pass_(seconds=1))
    assert Conversation.objects.count() == 0
    assert Fact.objects.get().ending == "young"


def test_kept_for_one_day_it_goes_after_that_day(clock: Clock, active) -> None:  # type: ignore[no-untyped-def]
    Profile.objects.update(days_kept=1)  # the fewest that a municipality can set
    close(active)
    sweep(clock.pass_(days=1))
    assert Conversation.objects.count() == 1
    sweep(clock.pass_(seconds=1))
    assert Conversation.objects.count() == 0


def test_what_goes_on_is_not_ended(clock: Clock, active) -> None:  # type: ignore[no-untyped-def]
    sweep(clock.pass_(hours=12))
    assert states() == [("active", "")]


def test_a_live_one_in_which_nobody_writes_ends(clock: Clock, active) -> None:  # type: ignore[no-untyped-def]
    sweep(clock.pass_(hours=12, seconds=1))
    assert states() == [("closed", "silent")]
    sweep(clock.pass_(days=30, seconds=1))
    assert Conversation.objects.count() == 0


def test_a_letter_has_sixty_days(clock: Clock, active) -> None:  # type: ignore[no-untyped-def]
    Conversation.objects.update(kind="letter")
    sweep(clock.pass_(days=60))
    assert states() == [("active", "")]
    sweep(clock.pass_(seconds=1))
    assert states() == [("closed", "silent")]


@pytest.mark.parametrize("handed_over", [False, True])
def test_a_letter_that_nobody_takes_has_sixty_days(  # type: ignore[no-untyped-def]
    clock: Clock, young, peer, team, handed_over: bool
) -> None:
    if handed_over:
        hand_over(seat(make_active(young, peer, "letter").pk, peer.identity))
    else:
        make_conversation(young, "letter")
    sweep(clock.pass_(days=60))
    assert states() == [("waiting", "")]
    sweep(clock.pass_(seconds=1))
    assert states() == [("closed", "silent")]
    assert Fact.objects.get().ending == "silent"
    sweep(clock.pass_(days=30, seconds=1))
    assert Conversation.objects.count() == 0


def test_a_letter_that_somebody_adds_to_goes_on_waiting(  # type: ignore[no-untyped-def]
    clock: Clock, young, dragoer, team
) -> None:
    letter = make_conversation(young, "letter")
    append(dragoer.pk, Sent(letter.pk, young.identity.pk, 1, epoch=0))
    # The database stamps what it stores with its own clock: it was said just now.
    sweeping.end_silent(clock.pass_(days=59, hours=23))
    Conversation.objects.update(queued_at=clock() - timedelta(days=90))
    assert sweeping.end_silent(clock()) == 0
    assert sweeping.end_silent(clock.pass_(hours=2)) == 1


# forgotten people


def test_who_can_never_come_back_is_forgotten(clock: Clock, dragoer) -> None:  # type: ignore[no-untyped-def]
    left, stays = make_young("Borte"), make_young("Her")
    YoungSession.objects.filter(person=left.person).delete()
    sweep(clock())
    assert [one.pk for one in YoungPerson.objects.all()] == [stays.person.pk]
    assert Identity.objects.filter(pk=left.identity.pk).count() == 0


def test_not_while_a_conversation_remains(clock: Clock, active, young) -> None:  # type: ignore[no-untyped-def]
    YoungSession.objects.all().delete()
    close(active)
    sweep(clock())
    assert YoungPerson.objects.count() == 1
    sweep(clock.pass_(days=30, seconds=1))
    assert YoungPerson.objects.count() == 0


# the job


def test_the_job_sweeps_every_municipality(clock: Clock, waiting, ishoej) -> None:  # type: ignore[no-untyped-def]
    with acting_for(ishoej):
        peer = make_member("volunteer")
        make_team("peers", peer)
        close(make_active(make_young("Fremmed"), peer, "letter"))
        Conversation.objects.update(delete_after=clock())
    clock.pass_(seconds=121)
    sweep_all.func(0)
    show_scope_again()
    assert states() == [("closed", "gone")]
    assert Shift.objects.filter(ended_at__isnull=True).count() == 0
    with acting_for(ishoej):
        assert Conversation.objects.count() == 0
        assert Shift.objects.filter(ended_at__isnull=True).count() == 0
