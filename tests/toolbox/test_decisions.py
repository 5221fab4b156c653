"""What a municipality decides: facets that stay once used, synonyms, organisations, assessors, settings."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from naere.tenancy.models import Municipality
from naere.toolbox.enums import FacetGroup, Perspective
from naere.toolbox.forms.decisions import AssessorForm, FacetForm, SettingsForm, SynonymForm
from naere.toolbox.models import Assessor, Facet, Organisation, Settings, Synonym, ToolDocument
from naere.toolbox.queries.catalogue import possible_assessors, toolbox_settings
from naere.toolbox.rules import NotAnOriginError, origin_of
from naere.toolbox.services import decisions as services
from naere.toolbox.services.indexing import reindex
from tests.factories.people import Member, make_member
from tests.factories.toolbox import (
    make_assessor,
    make_facet,
    make_organisation,
    make_synonym,
    make_tool,
)
from tests.tenant_client import TenantClient, show_scope_again

WORDS = "/vaerksted/ord"
FACET = {
    "group": "situation",
    "key": "kan-ikke-sove",
    "label_da": "kan ikke sove",
    "label_en": "can't sleep",
    "about_da": "Når du ligger vågen.",
    "about_en": "When you lie awake.",
    "order": "1",
}
SETTINGS = {"valid_months": "12", "remind_days": "60, 14", "fewest": "8", "most": "12"}


@pytest.fixture
def editor(dragoer: Municipality) -> Member:
    return make_member("editor")


@pytest.fixture
def page(dragoer: Municipality, editor: Member) -> TenantClient:
    return TenantClient(dragoer).be_staff(editor.membership)


def settings_form(**changes: str) -> SettingsForm:
    return SettingsForm(SETTINGS | changes, instance=toolbox_settings())


# Facets


def test_a_facet_is_added_with_its_history(page: TenantClient, editor: Member) -> None:
    assert page.post(f"{WORDS}/facetter/", FACET).status_code == 302
    assert Facet.objects.get().label_da == "kan ikke sove"
    shown = page.get(f"{WORDS}/facetter/").content.decode()
    assert f"<strong>{editor.membership.user.name}</strong> kan ikke sove – tilføjet" in shown


def test_a_used_facet_keeps_its_key_and_group(dragoer: Municipality) -> None:
    facet = make_facet("brugt", FacetGroup.METHOD)
    make_tool("Ro", facets=[facet])
    for field, value in (("key", "nyt"), ("group", FacetGroup.TARGET)):
        changed = Facet.objects.get(pk=facet.pk)
        setattr(changed, field, value)
        with pytest.raises(services.InUseError):
            services.save_facet(changed)
    facet.refresh_from_db()
    assert (facet.key, facet.group) == ("brugt", "method")


def test_the_form_of_a_used_facet_leaves_both_alone(page: TenantClient) -> None:
    facet = make_facet("brugt", FacetGroup.METHOD)
    make_tool("Ro", facets=[facet])
    given = FACET | {"key": "nyt", "group": "target", "label_da": "Ny label"}
    assert page.post(f"{WORDS}/facetter/{facet.pk}/", given).status_code == 302
    facet.refresh_from_db()
    assert (facet.key, facet.group, facet.label_da) == ("brugt", "method", "Ny label")


def test_an_unused_facet_may_change_and_go(dragoer: Municipality) -> None:
    facet = make_facet("fri")
    facet.key = "ny"
    services.save_facet(facet)
    assert Facet.objects.get().key == "ny"
    services.remove(facet)
    assert Facet.objects.count() == 0


def test_a_used_facet_cannot_be_deleted(page: TenantClient) -> None:
    facet = make_facet("brugt")
    make_tool("Ro", facets=[facet])
    response = page.post(f"{WORDS}/facetter/{facet.pk}/slet/", follow=True)
    assert "Den er i brug og kan derfor ikke slettes." in response.content.decode()
    assert Facet.objects.count() == 1


def test_a_new_label_is_what_its_tools_are_found_by(dragoer: Municipality) -> None:
    facet = make_facet("soevn", label_da="søvn")
    tool = make_tool("Ro", facets=[facet])
    reindex(tool)
    facet.label_da = "ligger vågen"
    services.save_facet(facet)
    words = ToolDocument.objects.get(tool=tool).words
    assert ("vågen" in words, "søvn" in words) == (True, False)


def test_two_facets_cannot_share_a_key(dragoer: Municipality) -> None:
    make_facet("kan-ikke-sove")
    form = FacetForm(FACET)
    assert not form.is_valid()
    assert Facet.objects.count() == 1


# Synonyms and organisations


def test_a_synonym_is_kept_in_lower_case_without_doubles(dragoer: Municipality) -> None:
    form = SynonymForm({"phrase": "  Kan  IKKE sove ", "means": "Søvn, sove , søvn"})
    assert form.is_valid()
    assert form.store()
    found = Synonym.objects.get()
    assert (found.phrase, found.means) == ("kan ikke sove", ["søvn", "sove"])


def test_the_same_phrase_in_other_letters_is_the_same(dragoer: Municipality) -> None:
    make_synonym("søvnløs", "sove")
    form = SynonymForm({"phrase": "SØVNLØS", "means": "nat"})
    assert not form.is_valid()
    assert Synonym.objects.get().means == ["sove"]


def test_a_synonym_means_twelve_words_at_most(dragoer: Municipality) -> None:
    assert not SynonymForm({"phrase": "ro", "means": ", ".join("abcdefghijklm")}).is_valid()
    assert SynonymForm({"phrase": "ro", "means": ", ".join("abcdefghijkl")}).is_valid()


def test_an_organisation_is_found_by_its_name_whatever_the_case(dragoer: Municipality) -> None:
    first = services.organisation_named("Eksempelfonden")
    assert services.organisation_named(" eksempelFONDEN ") == first
    assert Organisation.objects.count() == 1


def test_who_makes_a_tool_cannot_be_deleted(dragoer: Municipality) -> None:
    provider = make_organisation("Fonden")
    make_tool("Ro", provider=provider)
    with pytest.raises(services.InUseError):
        services.remove(provider)
    assert Organisation.objects.filter(pk=provider.pk).exists()


# Who may assess


def test_only_assessors_may_assess(dragoer: Municipality) -> None:
    volunteer, organisation = make_member("volunteer"), make_organisation()
    with pytest.raises(services.NotAnAssessorError):
        services.save_assessor(volunteer.membership, organisation, [Perspective.USABILITY])
    assert Assessor.objects.count() == 0


def test_somebody_who_is_shut_out_may_not_assess(dragoer: Municipality) -> None:
    member = make_member("assessor").membership
    member.is_active = False
    with pytest.raises(services.NotAnAssessorError):
        services.save_assessor(member, make_organisation(), [])


def test_each_member_is_decided_once(dragoer: Municipality) -> None:
    first, second = (make_member("assessor").membership for _ in range(2))
    make_member("volunteer")
    make_assessor(first)
    assert list(possible_assessors()) == [second]
    form = AssessorForm({"membership": first.pk, "organisation": make_organisation().pk})
    assert not form.is_valid()


def test_an_assessor_changes_organisation_and_perspectives(page: TenantClient) -> None:
    row = make_assessor(make_member("assessor").membership, "Gammel")
    new = make_organisation("Ny")
    given = {"organisation": new.pk, "perspectives": ["usability"]}
    assert page.post(f"{WORDS}/vurderere/{row.pk}/", given).status_code == 302
    row.refresh_from_db()
    assert (row.organisation, row.perspectives) == (new, ["usability"])
    page.post(f"{WORDS}/vurderere/{row.pk}/", {"organisation": new.pk})
    row.refresh_from_db()
    assert row.perspectives == []


def test_a_perspective_that_does_not_exist_is_refused(dragoer: Municipality) -> None:
    member = make_member("assessor").membership
    with pytest.raises(ValidationError):
        services.save_assessor(member, make_organisation(), ["astrologi"])


def test_the_history_of_assessors_says_who_and_of_which_organisation(page: TenantClient) -> None:
    before, after = make_organisation("Fonden Før"), make_organisation("Fonden Efter")
    member = make_member("assessor")
    row = make_assessor(member.membership, before)
    row.organisation = after
    row.save()
    shown = page.get(f"{WORDS}/vurderere/").content.decode().split('class="history"')[1]
    assert f"</strong> {member.membership.user} –" in shown
    assert "<del>Fonden Før</del> → <ins>Fonden Efter</ins>" in shown
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", shown)


# Settings


def test_the_settings_are_one_row_with_its_history(page: TenantClient, editor: Member) -> None:
    path = f"{WORDS}/indstillinger/"
    origins = "https://www.Dragoer.dk/\r\n\r\nhttps://www.dragoer.dk\r\nhttps://ungdom.dk:8443"
    given = SETTINGS | {"valid_months": "6", "remind_days": "7,30,7", "embed_origins": origins}
    assert page.post(path, given).status_code == 302
    found = Settings.objects.get()
    assert (found.valid_months, found.remind_days) == (6, [30, 7])
    assert found.embed_origins == ["https://www.dragoer.dk", "https://ungdom.dk:8443"]
    page.post(path, given | {"valid_months": "9"})
    assert Settings.objects.get().valid_months == 9
    shown = page.get(path).content.decode()
    assert "<del>6</del> → <ins>9</ins>" in shown
    assert f"{editor.membership.user.name}</strong> Indstillinger –" in shown
    assert str(found.municipality_id) not in shown
    assert f"<strong>{editor.membership.user.name}</strong>" in shown


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_months": "0"},
        {"valid_months": "37"},
        {"fewest": "13"},
        {"fewest": "-1"},
        {"most": "99999"},
        {"remind_days": "0"},
        {"remind_days": "14, snart"},
        {"remind_days": "1,2,3,4,5,6"},
        {"embed_origins": "https://www.dragoer.dk/side"},
        {"embed_origins": "\n".join(f"https://n{place}.dk" for place in range(21))},
    ],
)
def test_settings_that_make_no_sense_are_refused(
    dragoer: Municipality, changes: dict[str, str]
) -> None:
    assert settings_form().is_valid()
    assert not settings_form(**changes).is_valid()


def test_no_reminders_and_no_sites_are_a_decision(dragoer: Municipality) -> None:
    form = settings_form(remind_days="", embed_origins="")
    assert form.is_valid()
    assert form.store()
    found = Settings.objects.get()
    assert (found.remind_days, found.embed_origins) == ([], [])


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://www.example.dk", "https://www.example.dk"),
        (" HTTPS://WWW.Example.DK/ ", "https://www.example.dk"),
        ("https://www.example.dk:443", "https://www.example.dk"),
        ("https://www.example.dk:8443", "https://www.example.dk:8443"),
        ("https://dragør.dk", "https://xn--dragr-yua.dk"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(text: str, origin: str) -> None:
    assert origin_of(text) == origin


@pytest.mark.parametrize(
    "text",
    [
        "",
        "www.example.dk",
        "http://www.example.dk",
        "https://*.example.dk",
        "https://example",
        "https://",
        "https://user@www.example.dk",
        "https://www.example.dk/sti",
        "https://www.example.dk?a=1",
        "https://www.example.dk#x",
        "https://www.example.dk; script-src *",
        "https://www.example.dk 'unsafe-inline'",
        "https://www.example.dk\nX: y",
        "https://www.example.dk:99999",
        "https://[::1]",
        "https://127.0.0.1",
        "https://" + "a" * 70 + ".dk",
        "https://[bad",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_nothing_else_is_an_origin(text: str) -> None:
    with pytest.raises(NotAnOriginError):
        origin_of(text)


def test_a_municipality_from_before_the_toolbox_gets_one(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    make_facet("cannot-sleep", label_da="Vores eget ord")
    for _ in range(2):
        call_command("found_toolboxes", stdout=StringIO())
        show_scope_again()
    assert Facet.objects.get(key="cannot-sleep").label_da == "Vores eget ord"
    with in_tenant(ishoej):
        assert Facet.objects.get(key="cannot-sleep").label_da == "Kan ikke sove"
        assert Settings.objects.count() == 1


# The doors


PATHS = ["", "facetter/", "synonymer/", "organisationer/", "vurderere/", "indstillinger/"]


@pytest.mark.parametrize("path", PATHS)
def test_the_pages_are_there_for_editors_alone(page: TenantClient, path: str) -> None:
    assert page.get(f"{WORDS}/{path}").status_code == 200
    page.logout()
    outsider = make_member("assessor").membership
    assert page.be_staff(outsider).get(f"{WORDS}/{path}").status_code == 404


def test_another_municipalitys_rows_are_not_there(
    page: TenantClient, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        theirs = make_facet("der", label_da="Ishøjs egen")
    path = f"{WORDS}/facetter/{theirs.pk}/"
    assert page.get(path).status_code == 404
    assert page.post(path, FACET).status_code == 404
    assert page.post(f"{path}slet/").status_code == 404
    assert "Ishøjs egen" not in page.get(f"{WORDS}/facetter/").content.decode()
    with in_tenant(ishoej):
        assert Facet.objects.get().label_da == "Ishøjs egen"


def test_a_wrong_form_says_so_and_keeps_nothing(page: TenantClient) -> None:
    response = page.post(f"{WORDS}/facetter/", FACET | {"key": "æ ø å", "label_da": ""})
    assert response.status_code == 400
    assert Facet.objects.count() == 0
