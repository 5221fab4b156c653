"""Pictures: served to anyone for a public tool, kept by the editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naere.accounts.staff.entry import membership_of, staff_page
from naere.core.entry import public
from naere.design.dress import dressed
from naere.toolbox.forms.pictures import NewPictureForm, PictureForm
from naere.toolbox.queries import pictures as queries
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.services import pictures as services
from naere.toolbox.services.imaging import MOST_BYTES
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from naere.toolbox.models import Picture, Tool

FOR_A_YEAR: Final = "public, max-age=31536000, immutable"
# The picture, its words, and what a form says around them.
MOST_UPLOADED: Final = MOST_BYTES + 64 * 1024


@public
@require_safe
def picture(request: HttpRequest, picture: UUID) -> HttpResponse:
    """Serve a picture. Its bytes never change, so it is kept for a year where anybody may see it."""
    found = queries.picture_with_tool(picture)
    if found is None:
        raise Http404
    for_all = queries.is_public(found)
    # The session is looked at only when it decides: a public picture depends on no cookie.
    if not for_all and membership_of(request) is None:
        raise Http404
    return _as_image(found, FOR_A_YEAR if for_all else "private, no-store")


@staff_page(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def pictures_of_tool(request: HttpRequest, tool: UUID) -> HttpResponse:
    """Show a tool's pictures, and take one more."""
    found = get_object_or_404(tools(), pk=tool)
    # Asked before anything of the body is looked at.
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_UPLOADED:
        messages.error(request, _("The picture is larger than 8 MB."))
        return _page(request, found, NewPictureForm(), status=413)
    form = NewPictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and form.store(found):
        messages.success(request, _("Saved."))
        return redirect("toolbox:pictures", tool)
    return _page(request, found, form, status=400 if form.errors else 200)


@staff_page(*EDITORS)
@require_POST
def change_picture(request: HttpRequest, tool: UUID, picture: UUID) -> HttpResponse:
    """Change a picture's words and place."""
    found = get_object_or_404(tools(), pk=tool)
    row = get_object_or_404(queries.pictures_of(found), pk=picture)
    form = _form_of(row, request.POST)
    if form.is_valid() and form.store():
        messages.success(request, _("Saved."))
        return redirect("toolbox:pictures", tool)
    return _page(request, found, NewPictureForm(), form, status=400)


@staff_page(*EDITORS)
@require_POST
def remove_picture(request: HttpRequest, tool: UUID, picture: UUID) -> HttpResponse:
    """Delete a picture that no guide shows."""
    found = get_object_or_404(tools(), pk=tool)
    row = get_object_or_404(queries.pictures_of(found), pk=picture)
    try:
        services.remove_picture(row)
        messages.success(request, _("Deleted."))
    except services.PictureInUseError:
        messages.error(request, _("A guide shows this picture. Take it out of the guide first."))
    return redirect("toolbox:pictures", tool)


def _as_image(found: Picture, keep: str) -> HttpResponse:
    response = HttpResponse(bytes(found.data), content_type="image/webp")
    response.headers["Cache-Control"] = keep
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _form_of(row: Picture, data: Any = None) -> PictureForm:
    return PictureForm(data, instance=row, prefix=f"p{row.pk.hex}")


def _page(
    request: HttpRequest,
    tool: Tool,
    form: NewPictureForm,
    wrong: PictureForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    rows = [_form_of(row) for row in queries.pictures_of(tool)]
    if wrong is not None:
        rows = [wrong if row.instance.pk == wrong.instance.pk else row for row in rows]
    context = {
        "tool": tool,
        "form": dressed(form, editable=True),
        "rows": [dressed(row, editable=True) for row in rows],
    }
    return render(request, "toolbox/workshop/pictures.html", context, status=status)
