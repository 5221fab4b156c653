"""A tool's states: which way it may go, with a reason, and never past the two assessments."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from naere.core.ids import new_id
from naere.tenancy.models import Municipality
from naere.toolbox.enums import Audience, FacetGroup, Perspective, RoundState, ToolState
from naere.toolbox.models import (
    Assessment,
    Round,
    Rubric,
    StateChange,
    Tool,
    ToolDocument,
)
from naere.toolbox.queries.catalogue import public_history, was_ever_public
from naere.toolbox.queries.readiness import missing
from naere.toolbox.rules import PUBLIC_STATES, TRANSITIONS, may_go
from naere.toolbox.services.catalogue import save_tool
from naere.toolbox.services.workflow import (
    NoReasonError,
    NotReadyError,
    StaleStateError,
    WayClosedError,
    WorkflowError,
    change_state,
)
from tests.conversations.at_once import at_once
from tests.factories.assessments import make_assessors
from tests.factories.guides import make_guide, make_guides
from tests.factories.people import make_member
from tests.factories.toolbox import make_facet, make_tool

STATES = ToolState.values
PEDAGOGICAL, USABILITY = Perspective.PEDAGOGICAL.value, Perspective.USABILITY.value


def assess(tool: Tool, perspective: str, days: int = 365) -> Round:
    """Settle a round that is valid for some days from today on; its scores do not matter here."""
    own = {"municipality_id": tool.municipality_id}
    named = {"name_da": "Skema", "name_en": "Rubric", "published_at": timezone.now()}
    version = Rubric.objects.filter(perspective=perspective).count() + 1
    rubric = Rubric.objects.create(**own, perspective=perspective, version=version, **named)
    ended = {"state": RoundState.SETTLED, "settled_at": timezone.now()}
    until = timezone.localdate() + timedelta(days=days)
    found: Round = Round.objects.create(
        **own, tool=tool, perspective=perspective, rubric=rubric, valid_until=until, **ended
    )
    return found


def ready(state: str = ToolState.ASSESSING) -> Tool:
    """Return a tool that lacks nothing."""
    groups = [make_facet(f"one-{group}", group) for group in FacetGroup.values]
    tool = make_tool("Ro", state=state, facets=groups)
    assess(tool, PEDAGOGICAL)
    assess(tool, USABILITY)
    make_guides(tool)
    return tool


def lacking(tool: Tool) -> list[str]:
    with translation.override("en"):
        return [str(text) for text in missing(tool, timezone.localdate())]


def test_the_way_of_a_tool_with_its_reasons(dragoer: Municipality) -> None:
    editor = make_member("editor").membership
    tool = ready(ToolState.SUGGESTED)
    way = ["candidate", "assessing", "published", "reviewing", "retired", "candidate"]
    for step in way:
        change_state(tool, step, f" Derfor {step}. ", editor)
    changes = list(StateChange.objects.filter(tool=tool).order_by("at"))
    assert [change.to_state for change in changes] == way
    assert [change.from_state for change in changes] == ["suggested", *way[:-1]]
    assert {change.by for change in changes} == {editor}
    assert changes[0].reason == "Derfor candidate."
    tool.refresh_from_db()
    assert (tool.state, tool.state_since) == ("candidate", changes[-1].at)


@pytest.mark.parametrize(("before", "after"), list(product(STATES, [*STATES, "nonsense"])))
def test_every_way_is_open_or_closed_by_the_table(
    dragoer: Municipality, before: str, after: str
) -> None:
    tool = ready(before)
    if after in TRANSITIONS[ToolState(before)]:
        change_state(tool, after, "Derfor.", None)
        assert Tool.objects.get().state == after
    else:
        with pytest.raises(WayClosedError):
            change_state(tool, after, "Derfor.", None)
        assert Tool.objects.get().state == before


def test_the_table_knows_every_state_and_publishes_from_two_alone() -> None:
    assert set(TRANSITIONS) == set(ToolState)
    to_published = {state for state in STATES if may_go(state, ToolState.PUBLISHED)}
    assert to_published == {"assessing", "reviewing"}


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_nothing_happens_without_a_reason(dragoer: Municipality, reason: str) -> None:
    tool = make_tool("Ro", state=ToolState.SUGGESTED)
    with pytest.raises(NoReasonError):
        change_state(tool, "candidate", reason, None)
    assert StateChange.objects.count() == 0


def test_a_bare_tool_is_told_all_that_is_missing(dragoer: Municipality) -> None:
    tool = make_tool("Ro", state=ToolState.ASSESSING, provider=None, line_da=" ", links={})
    with translation.override("en"), pytest.raises(NotReadyError) as refused:
        change_state(tool, "published", "Derfor.", None)
    with translation.override("en"):
        told = [str(text) for text in refused.value.missing]
    assert told == [
        "A valid psychological and pedagogical assessment.",
        "A valid assessment of digital usability.",
        "Who makes it.",
        "What it is in one line.",
        "A link for at least one platform, or that it is on paper.",
        "At least one method.",
        "At least one answer to for whom it is.",
        "At least one situation in which it may help.",
        "A published guide for the young person.",
        "A published guide for the volunteer.",
        "A published guide for the professional.",
    ]
    assert Tool.objects.get().state == "assessing"


def test_a_ready_tool_lacks_nothing_and_is_found(dragoer: Municipality) -> None:
    tool = ready()
    assert lacking(tool) == []
    change_state(tool, "published", "Begge vurderinger er færdige.", None)
    assert ToolDocument.objects.filter(tool=tool).count() == 1


def test_a_tool_that_is_taken_out_is_found_no_more(dragoer: Municipality) -> None:
    tool = ready()
    for step in ("published", "reviewing", "retired"):
        change_state(tool, step, "Derfor.", None)
    assert ToolDocument.objects.filter(tool=tool).count() == 0


def test_on_paper_needs_no_address(dragoer: Municipality) -> None:
    tool = ready()
    save_tool(tool, {}, links={"paper": ""})
    assert lacking(tool) == []


@pytest.mark.parametrize("perspective", Perspective.values)
def test_an_assessment_that_ran_out_yesterday_is_none(
    dragoer: Municipality, perspective: str
) -> None:
    tool = ready(ToolState.REVIEWING)
    newest = Round.objects.filter(perspective=perspective)
    newest.update(valid_until=timezone.localdate())
    assert lacking(tool) == []
    newest.update(valid_until=timezone.localdate() - timedelta(days=1))
    assert len(lacking(tool)) == 1
    with pytest.raises(NotReadyError):
        change_state(tool, "published", "Derfor.", None)


def test_of_two_who_decide_on_what_they_saw_one_wins(dragoer: Municipality) -> None:
    tool = make_tool("Ro", state=ToolState.SUGGESTED)
    change_state(tool, "candidate", "Den første.", None, seen="suggested")
    with pytest.raises(StaleStateError):
        change_state(tool, "retired", "Den anden.", None, seen="suggested")
    assert [change.reason for change in StateChange.objects.all()] == ["Den første."]


def test_two_at_once_leave_one_change(committed: Municipality, in_tenant: Any) -> None:
    with in_tenant(committed):
        tool = make_tool("Ro", state=ToolState.SUGGESTED)
    told: list[str] = []

    def decide(to: str) -> None:
        try:
            change_state(Tool.objects.get(pk=tool.pk), to, to, None, seen="suggested")
        except WorkflowError as error:
            told.append(type(error).__name__)

    at_once(committed, lambda: decide("candidate"), lambda: decide("retired"))
    with in_tenant(committed):
        assert StateChange.objects.count() == 1
        assert Tool.objects.get().state == StateChange.objects.get().to_state
    assert told == ["StaleStateError"]


def test_another_municipalitys_tool_cannot_be_moved(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        theirs = make_tool("Der", state=ToolState.SUGGESTED)
    with pytest.raises(Tool.DoesNotExist):
        change_state(theirs, "candidate", "Derfor.", None)
    with in_tenant(ishoej):
        assert Tool.objects.get().state == "suggested"


def test_public_history_begins_with_the_first_publication(dragoer: Municipality) -> None:
    tool = ready(ToolState.SUGGESTED)
    for step in ("candidate", "assessing"):
        change_state(tool, step, f"Før: {step}", None)
    assert (public_history(tool), was_ever_public(tool)) == ([], False)
    for step in ("published", "reviewing", "published"):
        change_state(tool, step, f"Efter: {step}", None)
    told = [(change.to_state, change.reason) for change in public_history(tool)]
    assert told == [
        ("published", "Efter: published"),
        ("reviewing", "Efter: reviewing"),
        ("published", "Efter: published"),
    ]
    change_state(tool, "reviewing", "Ser på det", None)
    change_state(tool, "retired", "Siden er lukket", None)
    assert public_history(tool)[0].reason == "Siden er lukket"
    assert was_ever_public(tool)


class Workshop(RuleBasedStateMachine):
    """Editors and assessors do anything; no path publishes without both perspectives and three guides."""

    def __init__(self) -> None:
        super().__init__()
        self.tool = make_tool(f"Vilje {new_id()}", state=ToolState.SUGGESTED)
        self.valid: set[str] = set()
        self.written: set[str] = set()
        self.published_with: list[set[str]] = []
        self.steps = ["suggested"]
        groups = [make_facet(f"one-{group}", group) for group in FacetGroup.values]
        save_tool(self.tool, {}, facets=groups)

    @rule(audience=st.sampled_from(Audience.values))
    def a_guide_is_published(self, audience: str) -> None:
        if audience not in self.written:
            make_guide(self.tool, audience)
        self.written.add(audience)

    @rule(perspective=st.sampled_from(Perspective.values))
    def an_assessment_is_settled(self, perspective: str) -> None:
        assess(self.tool, perspective)
        self.valid.add(perspective)

    @rule(perspective=st.sampled_from(Perspective.values))
    def an_assessment_runs_out(self, perspective: str) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        Round.objects.filter(tool=self.tool, perspective=perspective).update(valid_until=yesterday)
        self.valid.discard(perspective)

    @rule(to=st.sampled_from(STATES), reason=st.sampled_from(["Derfor.", ""]))
    def somebody_decides(self, to: str, reason: str) -> None:
        before = self.tool.state
        open_way = may_go(before, to) and bool(reason)
        complete = self.valid == set(Perspective.values) and self.written == set(Audience.values)
        enough = to != "published" or complete
        try:
            change_state(self.tool, to, reason, None)
        except WorkflowError:
            assert not (open_way and enough)
        else:
            assert open_way
            assert enough
            self.steps.append(to)

    @rule(to=st.sampled_from(STATES), seen=st.sampled_from(STATES))
    def somebody_decides_on_an_old_page(self, to: str, seen: str) -> None:
        if seen == self.tool.state:
            return
        with pytest.raises(StaleStateError):
            change_state(self.tool, to, "Derfor.", None, seen=seen)

    @invariant()
    def the_state_is_where_the_history_led(self) -> None:
        stored = Tool.objects.get(pk=self.tool.pk)
        changes = StateChange.objects.filter(tool=self.tool).order_by("at")
        assert ["suggested", *(change.to_state for change in changes)] == self.steps
        assert stored.state == self.steps[-1]

    @invariant()
    def what_is_found_is_public(self) -> None:
        found = ToolDocument.objects.filter(tool=self.tool).exists()
        assert found == (self.steps[-1] in PUBLIC_STATES)


def test_no_path_publishes_without_both_perspectives_and_three_guides(
    dragoer: Municipality,
) -> None:
    run_state_machine_as_test(
        Workshop,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_not_published_when_an_assessor_comes_from_who_is_named_as_provider_later(
    dragoer: Municipality,
) -> None:
    tool = ready()
    assert missing(tool, timezone.localdate()) == []
    (assessor,) = make_assessors("Skolen")
    Assessment.objects.create(
        municipality=dragoer,
        round=Round.objects.filter(tool=tool, perspective=Perspective.USABILITY).get(),
        assessor=assessor,
        organisation=assessor.organisation,
    )
    assert missing(tool, timezone.localdate()) == []
    Tool.objects.filter(pk=tool.pk).update(provider=assessor.organisation)
    tool.refresh_from_db()
    assert len(missing(tool, timezone.localdate())) == 1
