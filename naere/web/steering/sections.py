"""What can be decided under `/styring/`, as data: each section is a page with its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naere.surveys.forms import QuestionForm
from naere.surveys.queries import all_questions
from naere.tenancy import forms, queries
from naere.tenancy.colours import ENOUGH_FOR_TEXT, contrast

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import Form

Hint = Callable[[Any], str]
Rows = Callable[[], "QuerySet[Any]"]


@dataclass(frozen=True)
class Single:
    """A page with one form of the profile."""

    key: str
    title: Promise
    about: Promise
    form: type[forms.ProfileForm]
    note: Callable[[forms.ProfileForm], str] = lambda form: ""


@dataclass(frozen=True)
class Collection:
    """A page with rows that can be added, changed and deleted one by one."""

    key: str
    title: Promise
    about: Promise
    rows: Rows
    form: type[forms.RowForm]
    new_form: type[Form] | None = None
    keep_one: bool = False
    may_delete: bool = True
    is_checked: bool = False  # somebody looks at each row from time to time, and says so
    hints: Callable[[], Hint] = lambda: no_hint


def no_hint(_row: Any) -> str:
    """Return no reminder."""
    return ""


def colour_note(form: forms.ProfileForm) -> str:
    """Return how well white text can be read on the colour that the form shows."""
    colour = form["colour"].value() or ""
    if form["colour"].errors or len(colour) != 7:
        return ""
    found = contrast(colour)
    values = {"ratio": number_format(found, 1), "enough": number_format(ENOUGH_FOR_TEXT, 1)}
    if found >= ENOUGH_FOR_TEXT:
        return gettext("White text on the colour has contrast %(ratio)s. That is enough.") % values
    return (
        gettext(
            "White text on the colour has contrast %(ratio)s. It takes %(enough)s, so the pages"
            " use a darker shade of it."
        )
        % values
    )


def line_hints() -> Hint:
    """Return what reminds of a crisis line that nobody has checked for six months."""
    since = timezone.localdate() - queries.CHECK_EVERY
    reminder = gettext("Check it again: the last time was more than six months ago.")
    return lambda line: reminder if line.checked_on < since else ""


def group_hints() -> Hint:
    """Return what reminds of an age group that reaches outside the municipality's age band."""
    band = queries.profile_without_logo()
    ends = {"age_from": band.age_from, "age_to": band.age_to}
    reminder = gettext("Reaches outside the age band %(age_from)s–%(age_to)s.") % ends
    return lambda group: (
        "" if band.age_from <= group.age_from and group.age_to <= band.age_to else reminder
    )


SINGLES = [
    Single(
        "navn",
        _("Name, contact and ages"),
        _("What the network is called, whom one can write to, and for which ages it is."),
        forms.IdentityForm,
    ),
    Single(
        "udseende",
        _("Colour and logo"),
        _("How the young people's pages look."),
        forms.LookForm,
        colour_note,
    ),
    Single(
        "samtaler",
        _("Conversations"),
        _("How many at a time, how long they last, and for how many days they are kept."),
        forms.LimitsForm,
    ),
    Single(
        "helligdage",
        _("Public holidays"),
        _(
            "Whether it is closed on the Danish public holidays. Great Prayer Day is none since 2024."
        ),
        forms.HolidaysForm,
    ),
]

COLLECTIONS = [
    Collection(
        "aldersgrupper",
        _("Age groups"),
        _("Young people choose a group. Nobody is asked for the exact age."),
        queries.age_groups,
        forms.AgeGroupForm,
        keep_one=True,
        hints=group_hints,
    ),
    Collection(
        "emner",
        _("Topics"),
        _("What young people can say that they want to talk about."),
        queries.topics,
        forms.TopicForm,
    ),
    Collection(
        "aabningstider",
        _("Opening hours"),
        _("When live conversations can start, Danish time. A letter can be written at any time."),
        queries.opening_hours,
        forms.OpeningForm,
        new_form=forms.NewOpeningForm,
    ),
    Collection(
        "lukkedage",
        _("Closed days"),
        _("Days on which it is closed, beside the public holidays."),
        queries.closed_days,
        forms.ClosedDayForm,
    ),
    Collection(
        "hjaelpelinjer",
        _("Crisis lines"),
        _("They stand on Help now, on every page. Check each of them twice a year."),
        queries.crisis_lines,
        forms.CrisisLineForm,
        keep_one=True,
        is_checked=True,
        hints=line_hints,
    ),
    Collection(
        "spoergsmaal",
        _("Questions after a conversation"),
        _("From 0 to 10, and always voluntary. The answers belong to nobody."),
        all_questions,
        QuestionForm,
        may_delete=False,
    ),
]
