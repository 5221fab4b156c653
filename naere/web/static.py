"""Static files: compressed once, named by their content, kept by the browser for good."""

from __future__ import annotations

import re
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

_NAMED_BY_VITE = re.compile(r"-[0-9a-zA-Z_-]{8}\.[a-z0-9]+$")


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
