"""Closed sets of the toolbox. What a municipality may change is data instead (facets, rubrics)."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class ToolState(models.TextChoices):
    """Where a tool stands on its way to the young people (R45)."""

    SUGGESTED = "suggested", _("suggested")
    CANDIDATE = "candidate", _("candidate")
    ASSESSING = "assessing", _("under assessment")
    PUBLISHED = "published", _("published")
    REVIEWING = "reviewing", _("under review")
    RETIRED = "retired", _("retired")


class FacetGroup(models.TextChoices):
    """The three questions that a tool is found by (R46–R48)."""

    METHOD = "method", _("Method")
    TARGET = "target", _("For whom")
    SITUATION = "situation", _("When and where")


class Platform(models.TextChoices):
    """Where a tool runs."""

    WEB = "web", _("in the browser")
    IOS = "ios", _("iPhone and iPad")
    ANDROID = "android", _("Android")
    DESKTOP = "desktop", _("computer")
    PAPER = "paper", _("on paper")


class Price(models.TextChoices):
    """What a tool costs in money."""

    FREE = "free", _("free")
    EXTRAS = "extras", _("free, with extras that cost")
    ONCE = "once", _("paid once")
    SUBSCRIPTION = "subscription", _("subscription")
    UNKNOWN = "unknown", _("not known")


class SignUp(models.TextChoices):
    """Whether one must make a profile."""

    NONE = "none", _("no sign-up")
    OPTIONAL = "optional", _("sign-up if you want")
    REQUIRED = "required", _("sign-up needed")
    UNKNOWN = "unknown", _("not known")


class DataKind(models.TextChoices):
    """What a tool collects about whoever uses it."""

    NAME = "name", _("name")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone number")
    AGE = "age", _("age")
    HEALTH = "health", _("what you say about how you are")
    LOCATION = "location", _("where you are")
    USE = "use", _("how you use it")
    PAYMENT = "payment", _("payment details")
    SHARED = "shared", _("shared with others")


class CeMark(models.TextChoices):
    """Whether a tool is CE-marked as a medical device."""

    NO = "no", _("not a medical device")
    YES = "yes", _("CE-marked as a medical device")
    UNKNOWN = "unknown", _("not known")


class Perspective(models.TextChoices):
    """The two independent perspectives that a tool is assessed from (R49)."""

    PEDAGOGICAL = "pedagogical", _("psychological and pedagogical")
    USABILITY = "usability", _("digital usability")


class RoundState(models.TextChoices):
    """Where an assessment from one perspective stands."""

    OPEN = "open", _("being assessed")
    COMPARING = "comparing", _("all are in: agree on the scores")
    SETTLED = "settled", _("settled")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Audience(models.TextChoices):
    """For whom a guide is written (R50)."""

    YOUNG = "young", _("for the young person")
    PEER = "peer", _("for the volunteer")
    PROFESSIONAL = "professional", _("for the professional")

    @property
    def to_reader(self) -> str:
        """For whom it is, on pages that everybody reads and that address the young person as you."""
        return str(_TO_READER[self])


_TO_READER: Final = {
    Audience.YOUNG: _("for you"),
    Audience.PEER: _("for volunteers"),
    Audience.PROFESSIONAL: _("for professionals"),
}


class Verdict(models.TextChoices):
    """What a young person says of a tool they tried."""

    HELPED = "helped", _("It helped")
    NOT_HELPED = "not-helped", _("It did not help")
    NOT_FOR_ME = "not-for-me", _("Not for me")


class Moderation(models.TextChoices):
    """Whether a sentence may be seen. Nothing is seen before somebody has read it."""

    WAITING = "waiting", _("waiting")
    SHOWN = "shown", _("shown")
    HIDDEN = "hidden", _("hidden")


class Example(models.TextChoices):
    """What an entry of the research log is an example of (R52)."""

    GOOD = "good", _("good example")
    BAD = "bad", _("bad example")
    OPEN = "open", _("not decided")


class FindingKind(models.TextChoices):
    """What a finding of a deep review comes from (R51)."""

    HEURISTIC = "heuristic", _("heuristic")
    TASK = "task", _("task that was tried")
    OBSERVATION = "observation", _("observation of a young person")
