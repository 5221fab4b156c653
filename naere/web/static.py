"""Static files: compressed once, named by their content, kept by the browser for good."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

_NAMED_BY_VITE = re.compile(r"-[0-9a-zA-Z_-]{8}\.[a-z0-9]+$")


class StaticMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, answering with the whole file.

    Ours are small. Streamed by a synchronous iterator, each would take a thread and a warning.
    """

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """Return the file's answer, or that it has not changed."""
        streamed = WhiteNoiseMiddleware.serve(static_file, request)
        answer = HttpResponse(b"".join(streamed.streaming_content), status=streamed.status_code)
        del answer.headers["Content-Type"]
        for name, value in streamed.items():
            answer.headers[name] = value
        streamed.close()
        return answer


class CompressedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Django's manifest storage with gzip and brotli beside each file.

    What Vite made keeps its name, so that a module is not loaded twice under two names. A file that
    is not collected (in a test) is known by its plain name.
    """

    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """Return the name under which `name` is served."""
        if _NAMED_BY_VITE.search(name):
            return name
        try:
            return str(super().hashed_name(name, content, filename))
        except ValueError:
            return name
