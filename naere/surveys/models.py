"""Questions after a conversation, and answers that belong to nobody (R29, R72)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from naere.tenancy.base import TenantOwned, tracked


@tracked()
class Question(TenantOwned):
    """One question from 0 to 10 in the municipality's words, with what the ends mean."""

    key = models.SlugField(max_length=20)
    text_da = models.CharField(_("question, Danish"), max_length=160)
    text_en = models.CharField(_("question, English"), max_length=160)
    low_da = models.CharField(_("0 means, Danish"), max_length=60)
    low_en = models.CharField(_("0 means, English"), max_length=60)
    high_da = models.CharField(_("10 means, Danish"), max_length=60)
    high_en = models.CharField(_("10 means, English"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_asked = models.BooleanField(_("is asked"), default=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="one_question")]

    def __str__(self) -> str:
        return self.text_da


class Answer(TenantOwned):
    """One answer. No person, no conversation, no time: only the month."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    value = models.PositiveSmallIntegerField()
    month = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(value__lte=10), name="answer_0_to_10")
        ]

    def __str__(self) -> str:
        return f"{self.value}"
