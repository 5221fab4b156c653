"""Everything behind settled assessments, for everybody: each score, each reason, how far they agree (R49).

A settled round never changes, so a page keeps what it shows of one. Nothing of it is read before it is
asked for: then of all the rounds at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from naere.toolbox.agreement import Agreement
from naere.toolbox.models import Assessment, ConsensusScore, Round, Score, Tool
from naere.toolbox.queries.published import Mark, Summary, kept_over_tools, settled_with
from naere.toolbox.queries.rounds import Compared, is_conflicted, round_agreement, scores_of

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class Line:
    """A criterion on the public page: what each gave, what they agreed on, and why.

    `over_tools` is how far assessors agree on it over all tools; None in what a newer one replaced.
    """

    compared: Compared
    agreed: ConsensusScore
    over_tools: Agreement | None

    @property
    def mark(self) -> Mark:
        """Return the agreed score as a bar."""
        criterion, value = self.compared.criterion, self.agreed.value
        number = None if value is None else float(value)
        return Mark(criterion.title_da, criterion.title_en, number)

    @property
    def changed(self) -> bool:
        """Return whether the agreed score is another than somebody gave."""
        return any(value != self.agreed.value for value in self.compared.values)


class Given:
    """What each assessor gave in some rounds, read when it is first asked for."""

    def __init__(self, rounds: Sequence[Round]) -> None:
        self._rounds = [one.pk for one in rounds]

    def to(self, agreed: ConsensusScore) -> list[Score]:
        """Return the scores of the criterion and the round of an agreed one."""
        return self._scores.get((agreed.round_id, agreed.criterion_id), [])

    @cached_property
    def _scores(self) -> Mapping[tuple[UUID, UUID], list[Score]]:
        found: dict[tuple[UUID, UUID], list[Score]] = defaultdict(list)
        for score in scores_of(self._rounds):
            found[score.assessment.round_id, score.criterion_id].append(score)
        return found


@dataclass(frozen=True)
class Detail:
    """A settled assessment with everything behind it.

    `settled_with` stands for all that is settled with its version of the rubric; None where it is not told
    how far assessors agree over all tools.
    """

    summary: Summary
    now_provider: bool
    asked: Sequence[Assessment]
    given: Given
    settled_with: str | None

    @property
    def kept_as(self) -> str:
        """Return what is another as soon as anything is that is shown of it: the page keeps it by this."""
        names = [f"{one.pk} {one.organisation.name}" for one in self.asked]
        return "|".join([str(self.summary.round.pk), str(self.settled_with), *names])

    @cached_property
    def lines(self) -> list[Line]:
        """Return each criterion, in the rubric's order."""
        over = self._over_tools()
        return [
            Line(
                Compared(agreed.criterion, self.given.to(agreed)),
                agreed,
                over.get(agreed.criterion_id),
            )
            for agreed in self.summary.agreed
        ]

    @cached_property
    def agreement(self) -> Agreement:
        """Return how far they agree, over the criteria."""
        return round_agreement([line.compared for line in self.lines])

    def _over_tools(self) -> Mapping[UUID, Agreement]:
        if self.settled_with is None:
            return {}
        return kept_over_tools(self.summary.round.rubric_id, self.settled_with)


def details(
    tool: Tool, found: Sequence[Summary], with_all_tools: Collection[UUID] = ()
) -> list[Detail]:
    """Return what is behind some of a tool's assessments, in their order, in two queries.

    Those `with_all_tools` also tell of each criterion how far assessors agree on it anywhere. One more
    query reads the scores when they are asked for, and one for each version of a rubric what is not kept.
    """
    rounds = [one.round for one in found]
    asked, given = _asked_in(rounds), Given(rounds)
    settled = settled_with({one.rubric_id for one in rounds if one.pk in with_all_tools})
    return [
        Detail(
            summary=one,
            now_provider=is_conflicted(tool, asked[one.round.pk]),
            asked=asked[one.round.pk],
            given=given,
            settled_with=settled.get(one.round.rubric_id, "")
            if one.round.pk in with_all_tools
            else None,
        )
        for one in found
    ]


def _asked_in(rounds: Sequence[Round]) -> dict[UUID, list[Assessment]]:
    found: dict[UUID, list[Assessment]] = defaultdict(list)
    asked = Assessment.objects.filter(round__in=rounds).select_related("assessor", "organisation")
    for one in asked.defer("draft", "summary"):
        found[one.round_id].append(one)
    return found
