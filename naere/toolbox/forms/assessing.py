"""Forms of rounds: who is asked, what each gives, and what they agree on. They check; services act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from naere.toolbox.enums import Perspective
from naere.toolbox.models import HIGHEST
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.queries.rounds import assessors
from naere.toolbox.scoring import Answer
from naere.toolbox.services.assessing import LOOKED_AT
from naere.toolbox.templatetags.assessing import anchors
from naere.toolbox.templatetags.toolbox import said

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

    from naere.toolbox.models import Assessor, Criterion
    from naere.toolbox.queries.rounds import Compared

NOT_APPLICABLE = "na"
LONGEST_REASON = 1200
LONGEST_CONCLUSION = 2000


def text_area(rows: int, **attrs: Any) -> forms.Textarea:
    """Return a field for some lines of text."""
    return forms.Textarea(attrs={"rows": rows, "class": "form-input", **attrs})


if TYPE_CHECKING:
    ManyField = forms.ModelMultipleChoiceField[Any]
else:
    ManyField = forms.ModelMultipleChoiceField


class AssessorField(ManyField):
    """The assessors, each with an organisation and perspectives."""

    def label_from_instance(self, obj: Any) -> str:
        """Return how an assessor is named to an editor."""
        assessor: Assessor = obj
        perspectives = ", ".join(str(Perspective(one).label) for one in assessor.perspectives)
        return f"{assessor.membership.user} – {assessor.organisation} ({perspectives})"


class OpenRoundForm(forms.Form):
    """A tool, a perspective, and who is asked."""

    tool: Any = forms.ModelChoiceField(label=_("tool"), queryset=None)
    perspective = forms.ChoiceField(label=_("perspective"), choices=Perspective.choices)
    assessors = AssessorField(
        label=_("who assesses"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "At least two people of at least two organisations. Nobody of the organisation that "
            "makes the tool."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: dict[str, Any] = self.fields
        found["tool"].queryset = tools().filter(state__in=LOOKED_AT)
        found["assessors"].queryset = assessors()


class WithdrawForm(forms.Form):
    """Why a round is given up."""

    because = forms.CharField(
        label=_("why it is withdrawn"),
        max_length=600,
        widget=text_area(2, maxlength=600),
        help_text=_("Everybody can read it in the tool's history. Name no person."),
    )


@dataclass(frozen=True)
class Question:
    """A criterion with its fields; `row` and `saved` when scores are compared."""

    criterion: Criterion
    value: BoundField
    reason: BoundField
    evidence: BoundField | None = None
    row: Compared | None = None
    saved: Answer | None = None


class AnswersForm(forms.Form):
    """A score or "not applicable", and a reason, for each criterion of a rubric."""

    reason_label = _("Why")

    def __init__(
        self,
        criteria: Sequence[Criterion],
        answers: Mapping[str, Answer],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.add(criterion, answers.get(str(criterion.pk), Answer()))

    def add(self, criterion: Criterion, answer: Answer) -> None:
        """Add the fields of a criterion, filled in with what is kept."""
        self.fields[f"v-{criterion.pk}"] = forms.ChoiceField(
            label=said(criterion, "title"),
            choices=self.choices(criterion),
            required=False,
            initial=_as_choice(answer),
            widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        )
        self.fields[f"r-{criterion.pk}"] = forms.CharField(
            label=self.reason_label,
            required=False,
            max_length=LONGEST_REASON,
            initial=answer.reason,
            widget=text_area(2),
        )

    def choices(self, criterion: Criterion) -> list[tuple[str, Any]]:
        """Return the scores, each with what it means."""
        meant = enumerate(anchors(criterion))
        return [*((str(at), text) for at, text in meant), _not_applicable()]

    def answers(self) -> dict[str, Answer]:
        """Return what was answered, by the criterion's id as text."""
        keys = [str(criterion.pk) for criterion in self.criteria]
        return {key: self._answer(key) for key in keys}

    def questions(self) -> Iterator[Question]:
        """Yield each criterion with its fields, in order."""
        for criterion in self.criteria:
            yield self.question(criterion)

    def point_out(self, criteria: Sequence[Criterion]) -> None:
        """Say beside each question what it lacks, once it has been tried to hand in the answers."""
        answers = self.answers()
        for criterion in criteria:
            key, answer = str(criterion.pk), answers[str(criterion.pk)]
            if answer.not_applicable and not answer.reason:
                self.add_error(f"r-{key}", _("Say why it does not apply here."))
            elif not answer.complete:
                self.add_error(f"v-{key}", _("Choose an answer."))
            else:
                self.add_error(f"r-{key}", _("Say what changed, and why."))

    def question(self, criterion: Criterion) -> Question:
        """Return a criterion with its fields."""
        key = str(criterion.pk)
        evidence = self[f"e-{key}"] if f"e-{key}" in self.fields else None
        return Question(criterion, self[f"v-{key}"], self[f"r-{key}"], evidence)

    def _answer(self, key: str) -> Answer:
        given = self.cleaned_data
        chosen = given[f"v-{key}"]
        return Answer(
            value=int(chosen) if chosen.isdigit() else None,
            not_applicable=chosen == NOT_APPLICABLE,
            reason=given[f"r-{key}"],
            evidence=given.get(f"e-{key}", ""),
        )


class AssessForm(AnswersForm):
    """What one assessor gives: also a link to what shows it, and the whole in short."""

    summary = forms.CharField(
        label=_("in short"), required=False, max_length=1200, widget=text_area(4)
    )

    def add(self, criterion: Criterion, answer: Answer) -> None:
        """Add the fields of a criterion, and the link."""
        super().add(criterion, answer)
        self.fields[f"e-{criterion.pk}"] = forms.URLField(
            label=_("Link to what shows it"),
            required=False,
            max_length=500,
            assume_scheme="https",
            initial=answer.evidence,
            validators=[URLValidator(schemes=["http", "https"])],
            widget=forms.URLInput(attrs={"class": "form-input"}),
        )


class ConsensusForm(AnswersForm):
    """What the assessors agree on. `version` is the draft that it began from."""

    reason_label = _("What changed, and why")

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    conclusion_da = forms.CharField(
        label=_("conclusion, Danish"),
        required=False,
        max_length=LONGEST_CONCLUSION,
        widget=text_area(5),
    )
    conclusion_en = forms.CharField(
        label=_("conclusion, English"),
        required=False,
        max_length=LONGEST_CONCLUSION,
        widget=text_area(5),
    )

    def choices(self, criterion: Criterion) -> list[tuple[str, Any]]:
        """Return the scores alone: what they mean stands beside."""
        return [*((str(at), str(at)) for at in range(HIGHEST + 1)), _not_applicable()]


def _not_applicable() -> tuple[str, Any]:
    return NOT_APPLICABLE, _("Not applicable (say why)")


def _as_choice(answer: Answer) -> str:
    if answer.not_applicable:
        return NOT_APPLICABLE
    return "" if answer.value is None else str(answer.value)
