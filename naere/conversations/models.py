"""Conversations: who, when and how large. What is said is ciphertext (docs/protocol.md)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django_scopes import ScopedManager

from naere.conversations.enums import CallState, Due, Ending, Kind, Party, State
from naere.tenancy.base import TenantOwned, tracked


class Fact(TenantOwned):
    """What remains of a conversation when it is deleted: numbers without a person."""

    kind = models.CharField(max_length=8, choices=Kind.choices)
    requested_hour = models.DateTimeField()
    age_group = models.CharField(max_length=30)
    topics = ArrayField(models.CharField(max_length=60), default=list)
    waited_seconds = models.PositiveIntegerField(null=True)
    length_seconds = models.PositiveIntegerField(null=True)
    messages = models.PositiveIntegerField(default=0)
    professional_called = models.BooleanField(default=False)
    reported = models.BooleanField(default=False)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "requested_hour"], name="facts_by_hour")]

    def __str__(self) -> str:
        return f"{self.kind} {self.requested_hour:%F %R}"


class Conversation(TenantOwned):
    """One young person with a peer. The row lock orders its messages; `epoch` is the newest.

    How many messages there are is not kept here: a row written anew for each would cost more than
    looking the newest up (`queries.last_seq`).
    """

    young = models.ForeignKey(
        "youth.YoungPerson", on_delete=models.CASCADE, related_name="conversations"
    )
    fact = models.ForeignKey(Fact, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    nickname = models.CharField(max_length=40)
    age_group = models.CharField(max_length=30)
    may_be_minor = models.BooleanField(default=True)
    topics = ArrayField(models.CharField(max_length=60), default=list)
    queued_at = models.DateTimeField()
    present_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    delete_after = models.DateTimeField(null=True)
    handed_over = models.BooleanField(default=False)
    epoch = models.PositiveIntegerField(default=0)
    epoch_since = models.DateTimeField()
    epoch_first_seq = models.PositiveBigIntegerField(default=1)
    epoch_due = models.CharField(max_length=8, choices=Due.choices, blank=True, default=Due.NONE)
    gave_feedback = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "state", "queued_at"], name="conversation_queue"),
            models.Index(fields=["municipality", "delete_after"], name="conversation_sweep"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.pk}"


class Participant(TenantOwned):
    """An identity in a conversation, from joining to leaving."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="participants"
    )
    identity = models.ForeignKey("keys.Identity", on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.CASCADE, related_name="+"
    )
    party = models.CharField(max_length=12, choices=Party.choices)
    name = models.CharField(max_length=40)
    is_program = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    seen_seq = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "conversation", "identity"],
                condition=models.Q(left_at__isnull=True),
                name="one_place_in_conversation",
            )
        ]
        indexes = [models.Index(fields=["municipality", "membership"], name="peer_places")]

    def __str__(self) -> str:
        return f"{self.party} {self.name}"


class Epoch(TenantOwned):
    """A key of a conversation: its commitment, its link to the one before, its recipients."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="epochs")
    number = models.PositiveIntegerField()
    commit = models.BinaryField()
    link = models.BinaryField(null=True)
    recipients = ArrayField(models.BinaryField())
    made_by = models.ForeignKey(
        "keys.Identity", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "conversation", "number"], name="one_epoch_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.number}"


class EpochShare(TenantOwned):
    """An epoch's key boxed to one recipient: an identity, or a version of a team's key."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="shares")
    number = models.PositiveIntegerField()
    identity = models.ForeignKey(
        "keys.Identity", null=True, on_delete=models.CASCADE, related_name="+"
    )
    team_key = models.ForeignKey(
        "keys.TeamKey", null=True, on_delete=models.CASCADE, related_name="+"
    )
    box = models.BinaryField()
    creator_public_key = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "conversation", "number", "identity"],
                name="one_share_per_identity",
            ),
            models.UniqueConstraint(
                fields=[
                    "municipality",
                    "conversation",
                    "number",
                    "team_key",
                    "creator_public_key",
                ],
                name="one_share_per_team",
            ),
            models.CheckConstraint(
                condition=models.Q(identity__isnull=True) ^ models.Q(team_key__isnull=True),
                name="share_has_one_recipient",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.number}"


class Message(models.Model):
    """Ciphertext in its place. Written by the hub alone (`append_messages`).

    The function has the conversation's row locked when it inserts, so the database need not check
    the foreign keys once more for each message: that check doubled the cost of storing one.
    """

    pk = models.CompositePrimaryKey("municipality", "conversation", "seq")
    municipality = models.ForeignKey(
        "tenancy.Municipality",
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    conversation = models.ForeignKey(
        Conversation,
        on_delete=models.CASCADE,
        related_name="messages",
        db_index=False,
        db_constraint=False,
    )
    seq = models.PositiveBigIntegerField()
    message_id = models.UUIDField()
    sender = models.UUIDField()
    epoch = models.PositiveIntegerField()
    n = models.PositiveBigIntegerField()
    ciphertext = models.BinaryField()
    stored_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Self]] = ScopedManager(municipality="municipality")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "message_id", "conversation"], name="one_message_id"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.seq}"


class Call(TenantOwned):
    """A call for the professional on duty from inside a conversation (R41)."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="calls")
    caller = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    called_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.OPEN)
    answered_by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "conversation"],
                condition=models.Q(state="open"),
                name="one_open_call",
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.called_at:%F %R}"


class Report(TenantOwned):
    """A participant shared chosen epochs with the safeguarding team."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    numbers = ArrayField(models.PositiveIntegerField())
    reported_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    other_told_at = models.DateTimeField(null=True)
    not_told_because = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.reported_at:%F %R}"


@tracked()
class ClosingForm(TenantOwned):
    """The registration after a conversation, as data (R42). `fields` is a list of questions."""

    version = models.PositiveIntegerField()
    fields = models.JSONField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "version"], name="one_form_version")
        ]

    def __str__(self) -> str:
        return f"{self.version}"


class Closing(TenantOwned):
    """A filled-in registration. `conversation` goes when the conversation goes."""

    form = models.ForeignKey(ClosingForm, on_delete=models.PROTECT, related_name="+")
    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.SET_NULL, related_name="closings"
    )
    answers = models.JSONField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    length_seconds = models.PositiveIntegerField()
    professional_called = models.BooleanField(default=False)
    month = models.DateField()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
