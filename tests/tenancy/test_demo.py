"""The demo's municipalities: made through the services, different in everything, easy to read."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from demo.municipalities import make_municipalities
from naere.core.lix import lix
from naere.surveys.queries import questions
from naere.tenancy import queries
from naere.tenancy.enums import TextKey
from naere.tenancy.images import kind_of
from naere.tenancy.models import Municipality
from naere.tenancy.opening import opening_now
from naere.tenancy.scope import tenant_scope

NIGHT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@pytest.fixture
def both(db: None) -> list[Municipality]:
    """Dragør and Ishøj as the demo shows them."""
    return make_municipalities()


def settings_of(municipality: Municipality) -> dict[str, object]:
    """Return everything that a municipality decides, by name."""
    with tenant_scope(municipality):
        profile = queries.profile()
        names = [f.name for f in profile._meta.fields if f.name not in {"id", "municipality"}]
        return {name: getattr(profile, name) for name in names} | {
            "logo": bytes(profile.logo),
            "age groups": [str(group) for group in queries.age_groups()],
            "topics": [str(topic) for topic in queries.topics()],
            "hours": [str(hours) for hours in queries.opening_hours()],
            "closed": [str(day) for day in queries.closed_days()],
            "lines": [line.phone for line in queries.crisis_lines()],
            "risk words": queries.risk_words(),
            "questions": [question.text_da for question in questions()],
            **{key: text.body_da for key, text in queries.texts().items()},
        }


@pytest.mark.parametrize("open_all_day", [False, True])
def test_they_differ_in_every_setting(db: None, open_all_day: bool) -> None:
    dragoer, ishoej = map(settings_of, make_municipalities(open_all_day=open_all_day))
    same = {name for name in dragoer if dragoer[name] == ishoej[name]}
    assert same == {"logo_type"}  # both pictures are PNG


def test_every_text_is_written_in_both_languages(both: list[Municipality]) -> None:
    for municipality in both:
        with tenant_scope(municipality):
            written = queries.texts()
            assert set(written) == set(TextKey.values)
            assert [key for key, text in written.items() if not text.body_en] == []


def test_the_danish_texts_are_easy_to_read(both: list[Municipality]) -> None:
    for municipality in both:
        with tenant_scope(municipality):
            heavy = {key: lix(text.body_da) for key, text in queries.texts().items()}
        assert {key: found for key, found in heavy.items() if found > 30} == {}


def test_112_comes_first_and_every_line_has_a_source(both: list[Municipality]) -> None:
    for municipality in both:
        with tenant_scope(municipality):
            lines = list(queries.crisis_lines())
        assert lines[0].phone == "112"
        assert [line.name for line in lines if not line.source.startswith("https://")] == []


def test_nobody_called_the_lines_so_all_but_112_ask_to_be_checked(
    both: list[Municipality],
) -> None:
    for municipality in both:
        with tenant_scope(municipality):
            fresh = set(queries.crisis_lines()) - set(queries.lines_to_check(NIGHT.date()))
            assert [line.phone for line in fresh] == ["112"]


def test_no_text_claims_to_be_compared_with_its_source(both: list[Municipality]) -> None:
    for municipality in both:
        with tenant_scope(municipality):
            texts = list(queries.texts().values())
        assert [text.key for text in texts if text.checked_on] == []
        assert [text.key for text in texts if text.source] == ["duty"]


def test_age_groups_fill_the_band_without_a_gap(both: list[Municipality]) -> None:
    for municipality in both:
        with tenant_scope(municipality):
            groups, band = list(queries.age_groups()), queries.profile()
        assert (groups[0].age_from, groups[-1].age_to) == (band.age_from, band.age_to)
        assert all(older.age_from == younger.age_to + 1 for younger, older in pairwise(groups))


def test_the_logos_are_small_pngs(both: list[Municipality]) -> None:
    for municipality in both:
        with tenant_scope(municipality):
            logo = bytes(queries.profile().logo)
        assert (kind_of(logo), len(logo) < 10_000) == ("image/png", True)


def test_at_night_it_is_closed_unless_the_demo_opens_it_all_day(both: list[Municipality]) -> None:
    with tenant_scope(both[0]):
        assert not opening_now(NIGHT).open


def test_open_all_day(db: None) -> None:
    dragoer, ishoej = make_municipalities(open_all_day=True)
    with tenant_scope(dragoer):
        assert opening_now(NIGHT).open
        assert opening_now(datetime(2026, 12, 25, 3, 0, tzinfo=UTC)).open
    with tenant_scope(ishoej):
        assert not opening_now(NIGHT).open
