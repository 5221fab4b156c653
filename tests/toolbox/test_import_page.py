"""An editor looks at what a file would bring, and then imports it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from naere.tenancy.models import Municipality
from naere.toolbox.models import (
    CatalogueFile,
    GuideVersion,
    Tool,
)
from naere.toolbox.services.exchange import keep
from naere.toolbox.services.guides import save_draft
from tests.factories.guides import make_guide
from tests.tenant_client import TenantClient
from tests.toolbox.catalogues import (
    a_catalogue,
    as_bytes,
    changed,
    editor,
    import_it,
)


def upload(browser: TenantClient, data: bytes) -> Any:
    file = SimpleUploadedFile("katalog.json", data, content_type="application/json")
    return browser.post(reverse("toolbox:import"), {"file": file})


def test_an_editor_looks_and_then_imports(dragoer: Municipality) -> None:
    browser = editor(dragoer)
    answer = upload(browser, as_bytes(a_catalogue()))
    assert answer.status_code == 302
    page = browser.get(answer["Location"])
    html = page.content.decode()
    assert "Roligfabrikken" in html
    assert "<strong>Rolig</strong>" in html
    assert not Tool.objects.exists()
    seen = page.context["plan"].fingerprint
    assert (
        browser.post(answer["Location"], {"do": "import", "seen": "x"})["Location"]
        == answer["Location"]
    )
    assert not Tool.objects.exists()
    assert browser.post(answer["Location"], {"do": "import", "seen": seen}).status_code == 302
    assert Tool.objects.count() == 2
    assert browser.post(answer["Location"], {"do": "import", "seen": seen}).status_code == 404


def test_each_change_is_shown_and_the_grave_ones_are_ticked(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    Tool.objects.filter(slug="rolig").update(state="published")
    data = changed("tools.0.links", [{"platform": "web", "url": "https://fup.example/"}])
    data["tools"][0] |= {"minutes": 7, "line": {"da": "<i>Ro</i>"}, "age": {"from": 15, "to": 25}}
    browser = editor(dragoer)
    path = upload(browser, as_bytes(data))["Location"]
    page = browser.get(path)
    html = page.content.decode()
    assert "<del>13–25</del> → <ins>15–25</ins>" in html
    assert "<ins>&lt;i&gt;Ro&lt;/i&gt;</ins>" in html
    assert "https://fup.example/" in html
    asked = re.findall(r'name="take" value="([^"]+)"', html)
    tool = data["tools"][0]["id"]
    assert asked == [f"{tool}:age", f"{tool}:links"]
    posted = {"do": "import", "seen": page.context["plan"].fingerprint}
    browser.post(path, {**posted, "take": asked})
    assert [link.url for link in Tool.objects.get(slug="rolig").links.all()] == [
        "https://fup.example/"
    ]


def with_another_guide() -> dict[str, Any]:
    """Return the good catalogue, imported, with another line and another guide in the file."""
    import_it(a_catalogue())
    GuideVersion.objects.update(published_at=timezone.now())
    data = changed("tools.0.line", {"da": "En anden linje"})
    data["tools"][0]["guides"][0]["not_when"] = {"da": "Når du er alene."}
    return data


def test_a_draft_that_was_begun_in_the_meantime_is_not_written_over(dragoer: Municipality) -> None:
    browser = editor(dragoer)
    path = upload(browser, as_bytes(with_another_guide()))["Location"]
    seen = browser.get(path).context["plan"].fingerprint
    make_guide(Tool.objects.get(slug="rolig"), published=False, body_da="# En andens")
    answer = browser.post(path, {"do": "import", "seen": seen})
    assert answer.status_code == 400
    assert "Der er allerede en kladde." in answer.content.decode()
    assert Tool.objects.get(slug="rolig").line_da == "Ro på få minutter"
    assert [one.body_da for one in GuideVersion.objects.filter(published_at=None)] == [
        "# En andens"
    ]


def test_a_guide_that_is_saved_while_it_imports_is_told_of_and_nothing_comes(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = editor(dragoer)
    path = upload(browser, as_bytes(with_another_guide()))["Location"]
    seen = browser.get(path).context["plan"].fingerprint

    def late(tool: Tool, audience: str, *given: Any, **more: Any) -> GuideVersion:
        make_guide(tool, audience, body_da="# En andens")
        return save_draft(tool, audience, *given, **more)

    monkeypatch.setattr("naere.toolbox.services.exchange.save_draft", late)
    answer = browser.post(path, {"do": "import", "seen": seen}, follow=True)
    assert answer.redirect_chain == [(path, 302)]
    said = "Kataloget er ændret imens. Intet er importeret. Se på det igen."
    assert said in answer.content.decode()
    assert Tool.objects.get(slug="rolig").line_da == "Ro på få minutter"
    assert GuideVersion.objects.count() == 1
    assert CatalogueFile.objects.count() == 1, "it can be looked at again"


def test_the_file_can_be_let_go(dragoer: Municipality) -> None:
    browser = editor(dragoer)
    path = upload(browser, as_bytes(a_catalogue()))["Location"]
    browser.post(path, {"do": "forget"})
    assert browser.get(path).status_code == 404
    assert not Tool.objects.exists()


def test_faults_stand_on_the_page_with_their_paths(dragoer: Municipality) -> None:
    answer = upload(editor(dragoer), as_bytes(changed("tools.0.price", "<b>")))
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "<code>$.tools[0].price</code>" in html
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_fifty_megabytes_are_refused_before_they_are_read(dragoer: Municipality) -> None:
    answer = editor(dragoer).generic(
        "POST",
        reverse("toolbox:import"),
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(50 * 1024 * 1024),
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("role", ["professional", "assessor", "volunteer", "analyst"])
def test_others_neither_export_everything_nor_import(dragoer: Municipality, role: str) -> None:
    kept = keep(as_bytes(a_catalogue()), None)
    browser = editor(dragoer, role)
    for name, args in (("import", []), ("export", []), ("import-file", [kept.pk])):
        assert browser.get(reverse(f"toolbox:{name}", args=args)).status_code == 404
    assert upload(browser, as_bytes(a_catalogue())).status_code == 404


def test_another_municipalitys_file_is_not_there(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    kept = keep(as_bytes(a_catalogue()), None)
    with in_tenant(ishoej):
        browser = editor(ishoej)
    path = reverse("toolbox:import-file", args=[kept.pk])
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"do": "forget"}).status_code == 404
    assert CatalogueFile.objects.filter(pk=kept.pk).exists()
