"""What the tests of the protocol share."""

from __future__ import annotations

import pytest

from client.errors import ProtocolError


def refused(code: str) -> pytest.RaisesExc[ProtocolError]:
    """The block must end in a `ProtocolError` of this code."""
    return pytest.raises(ProtocolError, match=rf"^{code}$")
