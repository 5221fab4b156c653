"""The catalogue as data: given to anybody, taken in by editors (docs/catalogue-schema.md)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from naere.accounts.staff.entry import staff_page
from naere.core.entry import public
from naere.design.dress import dressed
from naere.tenancy.hosts import host_of
from naere.tenancy.scope import current_municipality
from naere.toolbox.exchange import SCHEMA_BYTES
from naere.toolbox.forms.exchange import CatalogueForm
from naere.toolbox.models import CatalogueFile
from naere.toolbox.queries.catalogue import described_tools, public_tools, toolbox_settings
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.services import exchange as services
from naere.toolbox.services.exchange_reading import MOST_BYTES, BadFileError, Problem
from naere.toolbox.services.guides import StaleGuideError
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


# The file, and what a form says around it.
MOST_UPLOADED: Final = MOST_BYTES + 64 * 1024
_FRESH: Final = 60  # seconds for which what is public is not put together again
_JSON: Final = "application/json; charset=utf-8"


@public
@require_safe
@gzip_page
def catalogue_json(request: HttpRequest) -> HttpResponse:
    """Give what is public of the catalogue: also to scripts of the sites that may show it."""
    # Whatever host the request names: one entry for each municipality, and no stranger makes more.
    kept, key = caches["pages"], f"toolbox.catalogue.{current_municipality().pk}"
    body: bytes | None = kept.get(key)
    if body is None:
        body = _bytes(catalogue(public_tools(), _home(request)))
        kept.set(key, body, _FRESH)
    return _shared(request, body, _JSON)


@public
@require_safe
@gzip_page
def schema(request: HttpRequest) -> HttpResponse:
    """Give the JSON Schema that every exported catalogue follows."""
    return _shared(request, SCHEMA_BYTES, "application/schema+json")


@staff_page(*EDITORS)
@require_safe
def export(request: MemberRequest) -> HttpResponse:
    """Give the whole catalogue, also what nobody else sees yet."""
    body = _bytes(catalogue(described_tools(), _home(request), drafts=True))
    response = HttpResponse(body, content_type=_JSON)
    name = f"vaerktoejer-{current_municipality().slug}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@staff_page(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: MemberRequest) -> HttpResponse:
    """Say how to export and import; take a file and lead on to what it would bring."""
    # Asked before anything of the body is looked at.
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_UPLOADED:
        return _form(request, CatalogueForm(), _too_large(), status=413)
    if request.method != "POST":
        return _form(request, CatalogueForm())
    form = CatalogueForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=400)
    try:
        kept = services.keep(form.cleaned_data["file"], request.membership)
    except BadFileError as error:
        return _form(request, form, error, status=400)
    return redirect("toolbox:import-file", kept.pk)


@staff_page(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def look_and_import(request: MemberRequest, file: UUID) -> HttpResponse:
    """Show what a file would bring; bring it, or let the file go."""
    kept = get_object_or_404(CatalogueFile, pk=file)
    if request.method == "POST":
        return _act(request, kept)
    try:
        found = services.planned(kept)
    except BadFileError as error:
        return _form(request, CatalogueForm(), error, status=400)
    return render(request, "toolbox/exchange/plan.html", {"file": kept, "plan": found})


def _act(request: MemberRequest, kept: CatalogueFile) -> HttpResponse:
    if request.POST.get("do") == "forget":
        services.forget(kept)
        return redirect("toolbox:import")
    try:
        with transaction.atomic():
            done = services.carry_out(
                kept.pk,
                request.membership,
                seen=request.POST.get("seen", ""),
                ticked=request.POST.getlist("take"),
            )
    except (services.StalePlanError, StaleGuideError, IntegrityError):
        messages.error(
            request,
            _("The catalogue was changed in the meantime. Nothing was imported. Look again."),
        )
        return redirect("toolbox:import-file", kept.pk)
    except BadFileError as error:
        return _form(request, CatalogueForm(), error, status=400)
    except CatalogueFile.DoesNotExist as error:
        raise Http404 from error
    count = sum(tool.kind != "same" for tool in done.tools)
    if done.does_something:
        said = ngettext("%(count)s tool imported.", "%(count)s tools imported.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Nothing was imported: nothing was ticked."))
    return redirect("toolbox:tools")


def _form(
    request: MemberRequest,
    form: CatalogueForm,
    error: BadFileError | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"form": dressed(form, editable=True), "error": error}
    return render(request, "toolbox/exchange/import.html", context, status=status)


def _too_large() -> BadFileError:
    return BadFileError([Problem("$", _("The file is larger than 5 MB."))])


def _home(request: HttpRequest) -> str:
    """Return the front page's whole address: the municipality's own, never the one that was asked for.

    Only the demo speaks http, at the port that the server itself listens on.
    """
    host = host_of(current_municipality())
    if request.is_secure():
        return f"https://{host}/"
    port = request.META["SERVER_PORT"]
    return f"http://{host}/" if port == "80" else f"http://{host}:{port}/"


def _bytes(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _shared(request: HttpRequest, body: bytes, kind: str) -> HttpResponse:
    """Return bytes that a listed site may read too, or that they have not changed."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    response: HttpResponse = get_conditional_response(request, etag=etag) or HttpResponse(
        body, content_type=kind
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={_FRESH}"
    origin = request.headers.get("Origin", "")
    if origin and origin in toolbox_settings().embed_origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "ETag"
    patch_vary_headers(response, ["Origin"])
    return response
