"""What a file does not hold is said: no pictures in the plan, no suggestions at the export."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from naere.tenancy.models import Municipality
from naere.toolbox.models import Tool
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.services.exchange import keep
from naere.toolbox.services.exchange_plan import PlannedGuide, plan
from naere.toolbox.services.pictures import add_picture
from tests.factories.guides import make_guide
from tests.factories.toolbox import make_tool
from tests.toolbox.catalogues import HOME, Json, a_catalogue, as_bytes, changed, editor
from tests.toolbox.test_pictures import encoded

SAID = "Billederne følger ikke med. Se vejledningen efter, før du offentliggør den."


def plan_of(municipality: Municipality, data: Json) -> str:
    kept = keep(as_bytes(data), None)
    path = reverse("toolbox:import-file", args=[kept.pk])
    return editor(municipality).get(path).content.decode()


def test_a_guide_that_loses_a_picture_says_so(dragoer: Municipality) -> None:
    html = plan_of(dragoer, a_catalogue())
    assert html.count(f"<strong>Til den unge:</strong> {SAID}") == 1
    assert html.count(SAID) == 1


def test_a_guide_without_a_picture_says_nothing(dragoer: Municipality) -> None:
    assert SAID not in plan_of(dragoer, changed("tools.0.guides.0.body", {"da": "# Sådan"}))


def guides_of(data: Json) -> tuple[PlannedGuide, ...]:
    return plan(data).tools[0].guides


def test_a_picture_that_is_here_stays(dragoer: Municipality) -> None:
    tool: Tool = make_tool("Rolig")
    picture = add_picture(tool, encoded(), "En skærm", "A screen")
    make_guide(tool, body_da=f"# Sådan\n\n![En skærm](billede:{picture.pk})")
    data = catalogue(tools(), HOME, drafts=True)
    data["tools"][0]["guides"][0]["body"]["da"] += "\n\nMere."
    (guide,) = guides_of(data)
    assert not guide.loses_pictures
    assert str(picture.pk) in guide.texts["body_da"]


def test_the_page_of_export_and_import_says_what_is_in_it(dragoer: Municipality) -> None:
    browser = editor(dragoer)
    html = browser.get(reverse("toolbox:import")).content.decode()
    assert "Det hele, også det, der ikke er offentliggjort</a>. Forslag er ikke med." in html
    file = SimpleUploadedFile("katalog.json", b"{", content_type="application/json")
    html = browser.post(reverse("toolbox:import"), {"file": file}).content.decode()
    assert "Der er 1 fejl. Intet er importeret." in html
