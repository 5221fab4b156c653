"""Nothing is published without a guide for each of the three, which says when not to use the tool (R50)."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from naere.tenancy.models import Municipality
from naere.toolbox.enums import Audience, ToolState
from naere.toolbox.models import GuideVersion
from naere.toolbox.queries.readiness import missing
from naere.toolbox.services.workflow import NotReadyError, change_state
from tests.factories.guides import make_guide, make_guides
from tests.factories.toolbox import make_tool
from tests.toolbox.test_workflow import lacking, ready


@pytest.mark.parametrize("state", [ToolState.ASSESSING, ToolState.REVIEWING])
@pytest.mark.parametrize("audience", Audience)
def test_all_three_guides_are_needed(
    dragoer: Municipality, audience: Audience, state: ToolState
) -> None:
    tool = ready(state)
    theirs = GuideVersion.objects.filter(guide__tool=tool, guide__audience=audience)
    make_guide(tool, audience, published=False, body_da="# Anderledes")
    assert lacking(tool) == []
    theirs.update(published_at=None)
    found = missing(tool, timezone.localdate())
    assert [lack.guide for lack in found] == [audience]
    with pytest.raises(NotReadyError):
        change_state(tool, "published", "Derfor.", None)


@pytest.mark.parametrize("field", ["not_when_da", "instead_da"])
def test_a_guide_that_does_not_say_when_not_is_none(dragoer: Municipality, field: str) -> None:
    tool = ready()
    theirs = GuideVersion.objects.filter(guide__tool=tool, guide__audience=Audience.PEER)
    theirs.update(**{field: " "})
    assert lacking(tool) == ["A published guide for the volunteer."]
    make_guide(tool, Audience.PEER, body_da="# Igen")
    assert lacking(tool) == []


def test_another_municipalitys_guides_do_not_count(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        make_guides(make_tool("Ro"))
    assert len([text for text in lacking(make_tool("Ro")) if "guide" in text]) == 3
