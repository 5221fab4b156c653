"""Words and settings: what a municipality decides about its toolbox. Load, act, redirect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naere.accounts.staff.entry import staff_page
from naere.design.dress import dressed
from naere.toolbox.decision_pages import PAGES, Page
from naere.toolbox.forms.decisions import SettingsForm
from naere.toolbox.queries.catalogue import toolbox_settings
from naere.toolbox.queries.changes import decided
from naere.toolbox.services import decisions as services
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import BaseForm

editors = staff_page(*EDITORS)
pages = require_http_methods(["GET", "HEAD", "POST"])


@editors
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show everything that can be decided."""
    rows = [(page, page.rows().count()) for page in PAGES]
    return render(request, "toolbox/workshop/decisions.html", {"rows": rows})


@editors
@pages
def settings(request: HttpRequest) -> HttpResponse:
    """Show and change how long assessments hold, how many tools to aim for, who may embed."""
    form = SettingsForm(request.POST or None, instance=toolbox_settings())
    if _stored(request, form):
        return redirect("toolbox:settings")
    return _form_page(request, "settings", form, {"changes": decided(type(form.instance))})


@editors
@pages
def rows(request: HttpRequest, section: Page) -> HttpResponse:
    """Show the rows, and add one."""
    form = section.form(request.POST or None)
    if _stored(request, form):
        return redirect(f"toolbox:{section.key}s")
    context = {
        "section": section,
        "rows": [section.shown(row) for row in section.rows()],
        "item": f"toolbox:{section.key}",
        "changes": decided(type(form.instance)),
    }
    return _form_page(request, "rows", form, context)


@editors
@pages
def row(request: HttpRequest, section: Page, pk: UUID) -> HttpResponse:
    """Show and change one row. Another municipality's is not found."""
    found = get_object_or_404(section.rows(), pk=pk)
    title = section.shown(found).title
    form = section.form(request.POST or None, instance=found)
    if _stored(request, form):
        return redirect(f"toolbox:{section.key}s")
    context = {
        "section": section,
        "title": title,
        "back": f"toolbox:{section.key}s",
        "delete": f"toolbox:{section.key}-remove",
        "pk": pk,
        "changes": decided(type(found), pgh_obj_id=pk),
    }
    return _form_page(request, "row", form, context)


@editors
@require_POST
def remove(request: HttpRequest, section: Page, pk: UUID) -> HttpResponse:
    """Delete a row that nothing rests on."""
    found = get_object_or_404(section.rows(), pk=pk)
    try:
        services.remove(found)
        messages.success(request, _("Deleted."))
    except services.InUseError:
        messages.error(request, _("It is in use, so it cannot be deleted."))
    return redirect(f"toolbox:{section.key}s")


def _stored(request: HttpRequest, form: Any) -> bool:
    """Store a posted form; return whether it went well."""
    if request.method != "POST" or not (form.is_valid() and form.store()):
        return False
    messages.success(request, _("Saved."))
    return True


def _form_page(
    request: HttpRequest, name: str, form: BaseForm, context: dict[str, Any]
) -> HttpResponse:
    shown = {"form": dressed(form, editable=True), **context}
    status = 400 if form.errors else 200
    return render(request, f"toolbox/workshop/{name}.html", shown, status=status)
