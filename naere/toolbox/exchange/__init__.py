"""The schema of an exported catalogue (docs/catalogue-schema.md)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

FORMAT: Final = "urn:naere:catalogue:1"
SCHEMA_BYTES: Final = (Path(__file__).parent / "catalogue.schema.json").read_bytes()
SCHEMA: Final[dict[str, Any]] = json.loads(SCHEMA_BYTES)
