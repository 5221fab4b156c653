"""Guides as they are written: which there are, a draft beside its preview, versions (R50)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naere.accounts.staff.entry import staff_page
from naere.design.dress import dressed
from naere.toolbox.enums import Audience
from naere.toolbox.forms.guides import GuideForm
from naere.toolbox.models import GuideVersion, Tool
from naere.toolbox.queries import guides as queries
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.queries.pictures import pictures_of
from naere.toolbox.services import guides as services
from naere.toolbox.services.differences import Piece, differences
from naere.toolbox.services.readability import Reading, reading
from naere.toolbox.services.reading import Texts, shown
from naere.toolbox.workshop import EDITORS, PROFESSIONALS

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

    class MemberRequest(HttpRequest):
        """A request that `writer` has let in."""

        membership: Membership


# A professional writes drafts; an editor also decides what is read.
writer = staff_page(*EDITORS, *PROFESSIONALS)
publisher = staff_page(*EDITORS)


@dataclass(frozen=True)
class Preview:
    """One language of what is in the form: how it looks, and how hard it is to read."""

    language: str
    texts: Texts
    reading: Reading


@writer
@require_safe
def guides(request: MemberRequest) -> HttpResponse:
    """Show every tool with how far its three guides are."""
    found = list(tools())
    states = queries.states(found)
    rows = [
        (tool, [(audience, states.get((tool.pk, audience.value))) for audience in Audience])
        for tool in found
    ]
    context = {"rows": rows, "audiences": list(Audience)}
    return render(request, "toolbox/guides/list.html", context)


@writer
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, tool: UUID, audience: str) -> HttpResponse:
    """Show the draft beside its preview; look at it, save it, publish it."""
    found = _tool(tool, audience)
    if request.method != "POST":
        form = GuideForm.of(queries.newest(found, audience))
        return _page(request, found, audience, form)
    form = GuideForm(request.POST)
    if not form.is_valid() or request.POST.get("do") == "look":
        return _page(request, found, audience, form)
    publish = request.POST.get("do") == "publish"
    if publish and not _may_publish(request):
        raise Http404
    if form.store(found, audience, request.membership, publish=publish):
        messages.success(request, _("Published.") if publish else _("Saved as a draft."))
        return redirect("toolbox:guide-edit", tool, audience)
    return _page(request, found, audience, form)


@publisher
@require_POST
def discard(request: MemberRequest, tool: UUID, audience: str) -> HttpResponse:
    """Throw the draft away, unless somebody has saved since it was looked at."""
    found = _tool(tool, audience)
    try:
        services.discard_draft(found, audience, seen=request.POST.get("seen", ""))
        messages.success(request, _("The draft is deleted."))
    except services.StaleGuideError:
        messages.error(request, _("Somebody else saved this guide while you wrote."))
    return redirect("toolbox:guide-edit", tool, audience)


@writer
@require_safe
def versions(request: MemberRequest, tool: UUID, audience: str) -> HttpResponse:
    """List a guide's versions, newest first."""
    found = _tool(tool, audience)
    context = _frame(found, audience) | {"versions": queries.versions(found, audience)}
    return render(request, "toolbox/guides/versions.html", context)


@writer
@require_safe
def version(request: MemberRequest, tool: UUID, audience: str, number: int) -> HttpResponse:
    """Show what a version changed from the one before it."""
    found = _tool(tool, audience)
    all_of_them = list(queries.versions(found, audience).filter(number__lte=number)[:2])
    if not all_of_them or all_of_them[0].number != number:
        raise Http404
    before = all_of_them[1] if len(all_of_them) > 1 else None
    context = _frame(found, audience) | {
        "version": all_of_them[0],
        "before": before,
        "fields": _changes(before, all_of_them[0]),
    }
    return render(request, "toolbox/guides/version.html", context)


@writer
@require_POST
def bring_back(request: MemberRequest, tool: UUID, audience: str, number: int) -> HttpResponse:
    """Begin a draft with an earlier version's texts."""
    found = _tool(tool, audience)
    try:
        services.bring_back(found, audience, number, request.membership)
        messages.success(request, _("The old text is a draft now. Look at it before you publish."))
    except services.DraftInTheWayError:
        messages.error(request, _("There is a draft already. Publish it or delete it first."))
    except GuideVersion.DoesNotExist as error:
        raise Http404 from error
    return redirect("toolbox:guide-edit", tool, audience)


def _tool(tool: UUID, audience: str) -> Tool:
    if audience not in Audience.values:
        raise Http404
    return get_object_or_404(tools(), pk=tool)


def _may_publish(request: MemberRequest) -> bool:
    return request.membership.has_role(*EDITORS)


def _frame(tool: Tool, audience: str) -> dict[str, Any]:
    return {"tool": tool, "audience": Audience(audience)}


def _page(request: MemberRequest, tool: Tool, audience: str, form: GuideForm) -> HttpResponse:
    newest = queries.newest(tool, audience)
    context = _frame(tool, audience) | {
        "form": dressed(form, editable=True),
        "previews": _previews(tool, audience, form),
        "theirs": _changes(form.current, _as_version(form)) if form.current else [],
        "current": form.current,
        "newest": newest,
        "published": queries.published_guide(tool, audience),
        "may_publish": _may_publish(request),
        "pictures": pictures_of(tool),
        "wrong": services.wrong_in(tool, _texts(form)) if request.POST.get("do") == "look" else {},
    }
    if form.current:
        form.begin_anew()
    status = 409 if form.current else 400 if form.errors else 200
    return render(request, "toolbox/guides/edit.html", context, status=status)


def _texts(form: GuideForm) -> dict[str, str]:
    """Return what is in the form, good or not, at most as long as a guide may be."""
    return {
        field: str(form[field].value() or "")[: services.LONGEST[field]] for field in services.TEXTS
    }


def _as_version(form: GuideForm) -> GuideVersion:
    return GuideVersion(**_texts(form))


def _previews(tool: Tool, audience: str, form: GuideForm) -> list[Preview]:
    texts = _texts(form)
    written = [
        Texts(code, texts[f"body_{code}"], texts[f"not_when_{code}"], texts[f"instead_{code}"])
        for code in ("da", "en")
    ]
    return [
        Preview(one.lang, shown(tool, one), reading(_whole(one), audience))
        for one in written
        if _whole(one).strip()
    ]


def _whole(texts: Texts) -> str:
    return f"{texts.body}\n\n{texts.not_when}\n\n{texts.instead}"


def _changes(before: GuideVersion | None, after: GuideVersion) -> list[tuple[str, list[Piece]]]:
    """Return each field's name with what changed in it; a field that is empty in both is left out."""
    found = []
    for field in services.TEXTS:
        old, new = str(getattr(before, field, "")), str(getattr(after, field))
        if old or new:
            label = str(GuideForm.base_fields[field].label)
            found.append((label, differences(old, new)))
    return found
