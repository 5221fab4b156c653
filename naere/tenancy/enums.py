"""Closed sets of tenancy."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextKey(models.TextChoices):
    """The texts that each municipality writes for itself."""

    WELCOME = "welcome", _("Welcome on the front page")
    ABOUT = "about", _("About the network")
    DUTY = "duty", _("What the volunteer must pass on (under 18)")
    PRIVACY = "privacy", _("Privacy in plain words")
    RELATIVES = "relatives", _("For relatives")
    ACCESSIBILITY = "accessibility", _("Accessibility statement")


class Weekday(models.IntegerChoices):
    """ISO weekdays less one, as `date.weekday()` gives them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
