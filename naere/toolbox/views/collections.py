"""Small collections: made by professionals, opened by a group with a link or a QR code."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from uuid import UUID

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naere.accounts.staff.entry import staff_page
from naere.core.showing import reading
from naere.design.dress import dressed
from naere.toolbox.forms.collections import MORE, UP, CollectionForm
from naere.toolbox.queries import collections as queries
from naere.toolbox.queries.finding import results_of
from naere.toolbox.services import collections as services
from naere.toolbox.workshop import EDITORS, PROFESSIONALS

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Collection, CollectionItem

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


pages = require_http_methods(["GET", "HEAD", "POST"])
entry = staff_page(*PROFESSIONALS, *EDITORS)


@entry
@require_safe
def collections(request: MemberRequest) -> HttpResponse:
    """Show the collections that the member may change."""
    rows = queries.collections_of(request.membership)
    return render(request, "toolbox/collections/list.html", {"rows": rows})


@entry
@pages
def new_collection(request: MemberRequest) -> HttpResponse:
    """Make a collection."""
    form = _form(request)
    if _is_sent(request) and form.is_valid():
        data = form.cleaned_data
        made = services.make_collection(
            data["title"], data["intro"], form.chosen(), request.membership
        )
        messages.success(request, _("The collection is made. Here are its link and its code."))
        return redirect("toolbox:collection-edit", made.pk)
    return _edit_page(request, form)


@entry
@pages
def edit_collection(request: MemberRequest, chosen: UUID) -> HttpResponse:
    """Show and change a collection, with its link and its code."""
    found = _own(request, chosen)
    form = _form(request, found) if request.method == "POST" else CollectionForm.of(found)
    if _is_sent(request) and form.is_valid():
        data = form.cleaned_data
        try:
            services.change_collection(
                found, form.seen(), data["title"], data["intro"], form.chosen()
            )
        except services.StaleCollectionError as stale:
            theirs = stale.collection
            return _edit_page(request, form.over(theirs), theirs, queries.items_of(theirs))
        messages.success(request, _("Saved."))
        return redirect("toolbox:collection-edit", found.pk)
    return _edit_page(request, form, found)


@entry
@require_POST
def close_collection(request: MemberRequest, chosen: UUID) -> HttpResponse:
    """Close a collection's link, or open it again."""
    found = _own(request, chosen)
    if found.closed_at:
        services.reopen_collection(found)
        messages.success(request, _("The link is open again."))
    else:
        services.close_collection(found)
        messages.success(request, _("The link is closed."))
    return redirect("toolbox:collection-edit", found.pk)


@entry
@require_POST
def remove_collection(request: MemberRequest, chosen: UUID) -> HttpResponse:
    """Delete a collection for good; the page asks once more before it sends this."""
    services.remove_collection(_own(request, chosen))
    messages.success(request, _("The collection is deleted."))
    return redirect("toolbox:collections")


@entry
@require_safe
def collection_code(request: MemberRequest, chosen: UUID) -> HttpResponse:
    """Give a collection's link as a QR code: black on white, so that any camera reads it."""
    out = io.BytesIO()
    segno.make(_link(request, _own(request, chosen)), error="m").save(
        out, kind="svg", scale=8, border=4, dark="#000", light="#fff", omitsize=True
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@entry
@require_safe
def collection_sheet(request: MemberRequest, chosen: UUID) -> HttpResponse:
    """Show a sheet to hang up: the title, the code, the link. Nobody's name, and none while it is closed."""
    found = _own(request, chosen)
    if found.closed_at:
        messages.error(request, _("The link is closed."))
        return redirect("toolbox:collection-edit", found.pk)
    context = {"collection": found, "link": _link(request, found)}
    return render(request, "toolbox/collections/sheet.html", context)


@reading(lambda collection: f"collection:{collection}")
def collection(request: HttpRequest, collection: str) -> HttpResponse:
    """Show a group its tools; a closed collection says so kindly."""
    found = queries.collection_of_slug(collection)
    if found is None:
        raise Http404
    if found.closed_at:
        return render(request, "toolbox/collections/closed.html", status=410)
    items = queries.items_of(found)
    # What is not public now has no result: it stays in the collection, and a group does not see it.
    results = {result.tool.pk: result for result in results_of(item.tool_id for item in items)}
    rows = [(results[item.tool_id], item.note) for item in items if item.tool_id in results]
    context = {"collection": found, "rows": rows, "put_away": queries.put_away(found)}
    return render(request, "toolbox/collections/collection.html", context)


def _own(request: MemberRequest, pk: UUID) -> Collection:
    found: Collection = get_object_or_404(queries.collections_of(request.membership), pk=pk)
    return found


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and not {UP, MORE} & request.POST.keys()


def _form(request: HttpRequest, found: Collection | None = None) -> CollectionForm:
    if request.method != "POST":
        return CollectionForm()
    if not _is_sent(request):
        return CollectionForm.moved(request.POST, found)
    return CollectionForm(request.POST, collection=found)


def _edit_page(
    request: MemberRequest,
    form: CollectionForm,
    found: Collection | None = None,
    theirs: list[CollectionItem] | None = None,
) -> HttpResponse:
    """Show the form; with what somebody else saved in the meantime where that is `theirs`."""
    context = {
        "form": dressed(form, editable=True),
        "collection": found,
        "link": _link(request, found) if found else "",
        "theirs": theirs,
    }
    status = 400 if form.is_bound and form.errors else 409 if theirs is not None else 200
    return render(request, "toolbox/collections/edit.html", context, status=status)


def _link(request: HttpRequest, collection: Collection) -> str:
    return request.build_absolute_uri(reverse("toolbox:collection", args=[collection.slug]))
