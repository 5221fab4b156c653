"""The logo: the one picture that a municipality uploads."""

from __future__ import annotations

import hashlib
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from naere.core.entry import public
from naere.tenancy.queries import profile

FOR_A_YEAR: Final = "public, max-age=31536000, immutable"


@public
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """Serve the logo. With its own fingerprint in `?v=` it never changes and is kept for a year."""
    found = profile()
    if not found.logo_type:
        raise Http404
    data = bytes(found.logo)
    response = HttpResponse(data, content_type=found.logo_type)
    fingerprint = hashlib.sha256(data).hexdigest()[:16]
    current = request.GET.get("v") == fingerprint
    response.headers["Cache-Control"] = FOR_A_YEAR if current else "no-cache"
    response.headers["ETag"] = f'"{fingerprint}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
