"""Four private exercises of our own, as data: what is asked, and which method it comes from (R53).

The words are written for this project. A field is filled in on the young person's device, and
leaves it sealed or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FieldKind = Literal["line", "text", "time", "check", "phone"]


@dataclass(frozen=True)
class Field:
    """One thing to write or to tick."""

    name: str
    label: _StrPromise
    kind: FieldKind = "text"


@dataclass(frozen=True)
class Group:
    """Fields that belong together; `rows` of them, each with its own number."""

    title: _StrPromise
    fields: tuple[Field, ...]
    rows: int = 1

    def numbered(self) -> Iterator[tuple[int, list[tuple[str, Field]]]]:
        """Yield each row's number (0 when there is one) and its fields with their full names."""
        for row in range(1, self.rows + 1):
            mark = f"-{row}" if self.rows > 1 else ""
            yield row if mark else 0, [(f"{field.name}{mark}", field) for field in self.fields]


@dataclass(frozen=True)
class Exercise:
    """An exercise: `kind` names it in the drawer, `source` is where its method comes from."""

    slug: str
    kind: Literal["breathing", "worry", "steps", "safety"]
    title: _StrPromise
    line: _StrPromise
    how: tuple[_StrPromise, ...]
    groups: tuple[Group, ...]
    about: _StrPromise
    source: str
    shows_lines: bool = False  # the crisis lines stand on its paper too


EXERCISES: Final = (
    Exercise(
        "vejrtraekning",
        "breathing",
        _("Breathe calmly"),
        _("Two minutes when your body is restless."),
        (
            _("Sit or lie so that it is comfortable."),
            _("Breathe in through your nose while you count to four."),
            _("Breathe out slowly while you count to six."),
            _("Go on for two minutes. Stop if it does not feel good."),
        ),
        (),
        _(
            "When you breathe slowly, the body often gets a little calmer. It works best when you have tried it on a good day too."
        ),
        "Zaccaro m.fl. (2018): How Breath-Control Can Change Your Life. Frontiers in Human Neuroscience 12:353.",
    ),
    Exercise(
        "bekymringstid",
        "worry",
        _("Worry time"),
        _("Put the worries off until a time that you decide."),
        (
            _("Choose a time of the day, not just before you sleep. Half an hour at most."),
            _("When a worry comes, write it down and let it wait."),
            _("At the time you chose, you look at them one by one. Some are gone by then."),
            _(
                "Can you do something about it? Write one small thing. If not, cross it out and let it go."
            ),
        ),
        (
            Group(_("My time"), (Field("time", _("What time?"), "time"),)),
            Group(
                _("My worries"),
                (
                    Field("worry", _("The worry"), "line"),
                    Field("can", _("I can do something about it"), "check"),
                    Field("step", _("One small thing I can do"), "line"),
                    Field("gone", _("I let it go"), "check"),
                ),
                rows=6,
            ),
        ),
        _("It is hard to stop a thought. It is easier to let it wait."),
        "Borkovec, Wilkinson, Folensbee & Lerman (1983): Stimulus control applications to the treatment of worry. Behaviour Research and Therapy 21(3), 247–251.",
    ),
    Exercise(
        "trin-for-trin",
        "steps",
        _("Step by step"),
        _("Before something hard: find a step that is small enough."),
        (
            _("Write what is hard."),
            _(
                "Find small steps towards it. The first is to be so small that you nearly dare it today."
            ),
            _("Do one step. Do it again until it is less hard. Then take the next."),
            _("You may always make a step smaller."),
        ),
        (
            Group(_("What is hard"), (Field("goal", _("What would you like to dare?")),)),
            Group(
                _("My steps, the easiest first"),
                (
                    Field("step", _("The step"), "line"),
                    Field("help", _("Who or what can help?"), "line"),
                    Field("when", _("When?"), "line"),
                    Field("went", _("How did it go?"), "line"),
                    Field("done", _("I have tried it"), "check"),
                ),
                rows=5,
            ),
        ),
        _(
            "What you stay away from often grows. When you come near it a little at a time, it tends to get smaller."
        ),
        "Wolpe (1961): The systematic desensitization treatment of neuroses. Journal of Nervous and Mental Disease 132, 189–203.",
    ),
    Exercise(
        "tryghedsplan",
        "safety",
        _("My safety plan"),
        _("A plan for the hard hours, made on a better day."),
        (
            _("Fill in what you can, alone or with somebody you trust."),
            _("When it gets hard, begin at the top and go down."),
            _(
                "Nobody reads the plan but you, and nobody keeps watch. Are you in danger now? Call 112."
            ),
        ),
        (
            Group(
                _("1. Signs that it is getting hard"),
                (Field("signs", _("What do I notice in myself?")),),
            ),
            Group(
                _("2. What I can do myself"), (Field("self", _("What usually helps a little?")),)
            ),
            Group(
                _("3. People and places that take my thoughts away"),
                (Field("away", _("Where can I go, and who is nice to be with?")),),
            ),
            Group(
                _("4. Who I can ask for help"),
                (
                    Field("name", _("Name"), "line"),
                    Field("phone", _("Phone"), "phone"),
                ),
                rows=3,
            ),
            Group(
                _("5. Make it safe around me"),
                (Field("safe", _("What is to be put away, and who can help me with it?")),),
            ),
            Group(_("6. What is worth it"), (Field("worth", _("What do I want to be here for?")),)),
        ),
        _("A plan that is written beforehand is easier to follow when it is hard to think."),
        "Stanley & Brown (2012): Safety Planning Intervention. Cognitive and Behavioral Practice 19(2), 256–264.",
        shows_lines=True,
    ),
)


def exercise_of(slug: str) -> Exercise | None:
    """Return the exercise of an address, or None."""
    return next((one for one in EXERCISES if one.slug == slug), None)
