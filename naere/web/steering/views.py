"""Views of `/styring/`: load, authorise, act, redirect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naere.accounts.staff.changes import entries
from naere.core.lix import lix
from naere.design.dress import dressed
from naere.tenancy import queries, services
from naere.tenancy.enums import TextKey
from naere.tenancy.forms import RiskWordsForm, TextForm
from naere.web.steering.access import demand_editor, may_edit, reader
from naere.web.steering.sections import COLLECTIONS, SINGLES, Collection, Single

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import BaseForm

    from naere.web.steering.access import SteeringRequest

EASY_LIX = 30
pages = require_http_methods(["GET", "HEAD", "POST"])


@reader
@require_safe
def home(request: SteeringRequest) -> HttpResponse:
    """Show everything that can be decided, and what needs a look."""
    context = {
        "singles": SINGLES,
        "collections": COLLECTIONS,
        "to_check": queries.lines_to_check(timezone.localdate()).count(),
        "missing": _missing_texts(),
        "may_edit": may_edit(request),
    }
    return _page(request, "home", context)


@reader
@pages
def single(request: SteeringRequest, section: Single) -> HttpResponse:
    """Show and change some of the profile."""
    profile = queries.profile_without_logo()
    form: Any = section.form(request.POST or None, request.FILES or None, instance=profile)
    if _stored(request, form):
        return redirect(f"steering:{section.key}")
    context = {"section": section, "note": section.note(form)}
    if "picture" in form.fields:
        context["logo"] = queries.logo_address()
    return _form_page(request, "single", form, context, entries(type(profile)))


@reader
@pages
def collection(request: SteeringRequest, section: Collection) -> HttpResponse:
    """Show the rows, and add one."""
    make = section.new_form or section.form
    form: Any = make(request.POST or None)
    if _stored(request, form):
        return redirect(f"steering:{section.key}")
    hint = section.hints()
    rows = [(row, hint(row)) for row in section.rows()]
    context = {
        "section": section,
        "rows": rows,
        "item": f"steering:{section.key}-en",
        "check": f"steering:{section.key}-tjekket" if section.is_checked else "",
        "today": timezone.localdate(),
    }
    return _form_page(request, "collection", form, context, entries(section.form._meta.model))


@reader
@pages
def item(request: SteeringRequest, section: Collection, pk: UUID) -> HttpResponse:
    """Show and change one row. Another municipality's is not found."""
    row = get_object_or_404(section.rows(), pk=pk)
    form: Any = section.form(request.POST or None, instance=row)
    if _stored(request, form):
        return redirect(f"steering:{section.key}")
    changes = entries(type(row), pgh_obj_id=pk)
    context = {
        "section": section,
        "row": row,
        "hint": section.hints()(row),
        "delete": f"steering:{section.key}-slet" if section.may_delete else "",
    }
    return _form_page(request, "item", form, context, changes)


@reader
@require_POST
def remove(request: SteeringRequest, section: Collection, pk: UUID) -> HttpResponse:
    """Delete one row."""
    demand_editor(request)
    row = get_object_or_404(section.rows(), pk=pk)
    try:
        services.remove_row(row, keep_one=section.keep_one)
        messages.success(request, _("Deleted."))
    except services.LastOneError:
        messages.error(request, _("This is the last one, and one is needed. Add another first."))
    return redirect(f"steering:{section.key}")


@reader
@require_POST
def checked(request: SteeringRequest, section: Collection, pk: UUID) -> HttpResponse:
    """Note that somebody has looked at a row today and that it holds."""
    demand_editor(request)
    row = get_object_or_404(section.rows(), pk=pk)
    row.checked_on = timezone.localdate()
    services.save_row(row)
    messages.success(request, _("Noted: %(name)s is right today.") % {"name": row})
    return redirect(f"steering:{section.key}")


@reader
@require_safe
def texts(request: SteeringRequest) -> HttpResponse:
    """Show the municipality's own texts, with how hard they are to read."""
    written = queries.texts()
    rows = [
        (key, label, written.get(key), _lix_note(written[key].body_da) if key in written else "")
        for key, label in TextKey.choices
    ]
    return _page(request, "texts", {"rows": rows})


@reader
@pages
def text(request: SteeringRequest, key: str) -> HttpResponse:
    """Show and change one text."""
    if key not in TextKey.values:
        raise Http404
    form: Any = TextForm(request.POST or None, instance=queries.texts().get(key))
    form.instance.key = key
    if _stored(request, form):
        return redirect("steering:tekst", key)
    context = {
        "form": form,
        "label": TextKey(key).label,
        "note": _lix_note(form["body_da"].value()),
    }
    return _form_page(request, "text", form, context, entries(type(form.instance), key=key))


@reader
@pages
def risk_words(request: SteeringRequest) -> HttpResponse:
    """Show and change the words that make the young person's own device offer help."""
    form = RiskWordsForm(request.POST or None)
    if _stored(request, form):
        return redirect("steering:ord")
    return _form_page(request, "risk_words", form, {}, entries(RiskWordsForm.model))


def _stored(request: SteeringRequest, form: Any) -> bool:
    """Store a posted form of somebody who may edit; return whether it went well."""
    if request.method != "POST":
        return False
    demand_editor(request)
    if not (form.is_valid() and form.store()):
        return False
    messages.success(request, _("Saved."))
    return True


def _form_page(
    request: SteeringRequest, name: str, form: BaseForm, context: dict[str, Any], changes: Any
) -> HttpResponse:
    editable = may_edit(request)
    shown = {"form": dressed(form, editable=editable), "may_edit": editable, "changes": changes}
    response = _page(request, name, {**context, **shown})
    response.status_code = 400 if form.errors else 200
    return response


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"steering/{name}.html", context)


def _missing_texts() -> list[str]:
    written = queries.texts()
    return [str(label) for key, label in TextKey.choices if key not in written]


def _lix_note(danish: str | None) -> str:
    """Return how hard the Danish text is to read, in a sentence."""
    if not danish:
        return ""
    found = round(lix(danish))
    if found <= EASY_LIX:
        return _("LIX %(lix)s: easy to read.") % {"lix": found}
    return _("LIX %(lix)s: a little heavy. Shorter sentences and shorter words help.") % {
        "lix": found
    }
