"""Every value of the shared vectors, from the Python side (e2ee.md; the other side: frontend/crypto)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from client.protocol import (
    drawer,
    encoding,
    epochs,
    identity,
    messages,
    primitives,
    team,
    words,
)
from client.protocol.encoding import from_base64 as raw
from client.protocol.messages import Header
from client.words import parse_words, word_completions
from tests.client.helpers import refused
from tests.vectors.generate import HERE, MAKERS, render

Case = dict[str, Any]


def cases(name: str, part: str) -> list[Case]:
    """The cases of one part of a file; an empty part is a broken file."""
    found: list[Case] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))[part]
    assert found, (name, part)
    return found


def why(case: Case) -> str:
    """A name for the case in pytest's output."""
    return str(case.get("why") or case.get("kind") or "")


@pytest.mark.parametrize("name", MAKERS)
def test_the_files_are_what_the_generator_writes(name: str) -> None:
    assert (HERE / f"{name}.json").read_text(encoding="utf-8") == render(MAKERS[name]())


def test_no_file_is_left_unchecked() -> None:
    assert sorted(path.stem for path in Path(HERE).glob("*.json")) == sorted(MAKERS)


def encode(case: Case) -> bytes:
    """The bytes of an encoding case, by its kind."""
    kinds = {
        "text": encoding.text,
        "number": encoding.number,
        "uuid": encoding.uuid,
        "label": encoding.label,
        "base64": encoding.from_base64,
    }
    data: bytes = kinds[case["kind"]](case["value"])  # type: ignore[operator]
    return data


@pytest.mark.parametrize("case", cases("encoding", "accepted"), ids=why)
def test_encoding(case: Case) -> None:
    assert encode(case) == raw(case["bytes"])


@pytest.mark.parametrize("case", cases("encoding", "refused"), ids=why)
def test_encoding_refuses(case: Case) -> None:
    with refused(case["code"]):
        encode(case)


@pytest.mark.parametrize("case", cases("words", "accepted"), ids=why)
def test_words(case: Case) -> None:
    if case["kind"] == "parse":
        assert parse_words(case["typed"]) == case["words"]
    elif case["kind"] == "complete":
        assert word_completions(case["prefix"]) == case["words"]
    else:
        keys = words.derive(case["words"], case["tenant"])
        assert words.salt(case["tenant"]) == raw(case["salt"])
        assert keys.lookup == raw(case["lookup"])
        assert keys.auth == raw(case["auth"])
        assert keys.wrap == raw(case["wrap"])


@pytest.mark.parametrize("case", cases("words", "refused"), ids=why)
def test_words_refuse(case: Case) -> None:
    with refused(case["code"]):
        parse_words(case["typed"])


@pytest.mark.parametrize("case", cases("identity", "accepted"), ids=why)
def test_identity(case: Case) -> None:
    wrap, private, public = (raw(case[key]) for key in ("wrap", "private", "public"))
    assert primitives.public_of(private) == public
    assert identity.seal_private(wrap, private, raw(case["nonce"])) == raw(case["sealed"])
    assert identity.unseal_private(wrap, raw(case["sealed"]), public) == private


@pytest.mark.parametrize("case", cases("identity", "refused"), ids=why)
def test_identity_refuses(case: Case) -> None:
    with refused(case["code"]):
        identity.unseal_private(raw(case["wrap"]), raw(case["sealed"]), raw(case["public"]))


def open_team(case: Case) -> bytes:
    """The team key of a case, as its member opens it."""
    return team.open_team_key(*(raw(case[key]) for key in ("box", "public", "creator", "member")))


@pytest.mark.parametrize("case", cases("team", "accepted"), ids=why)
def test_team(case: Case) -> None:
    names = ("key", "memberPublic", "creatorPrivate", "nonce")
    assert team.share_team_key(*(raw(case[name]) for name in names)) == raw(case["box"])
    assert primitives.public_of(raw(case["creatorPrivate"])) == raw(case["creator"])
    assert open_team(case) == raw(case["key"])


@pytest.mark.parametrize("case", cases("team", "refused"), ids=why)
def test_team_refuses(case: Case) -> None:
    with refused(case["code"]):
        open_team(case)


def open_epoch(case: Case) -> bytes:
    """The epoch key of a case, as its reader opens it."""
    commit = raw(case["commit"])
    key = epochs.open_key(raw(case["box"]), commit, raw(case["creator"]), raw(case["reader"]))
    recipients = [raw(recipient) for recipient in case["recipients"]]
    link = None if case["link"] is None else raw(case["link"])
    epochs.check_link(raw(case["previous"]), case["epoch"], commit, recipients, link)
    return key


@pytest.mark.parametrize("case", cases("epochs", "accepted"), ids=why)
def test_epochs(case: Case) -> None:
    key, reader = raw(case["key"]), primitives.public_of(raw(case["reader"]))
    box = epochs.share_key(key, reader, raw(case["creatorPrivate"]), raw(case["nonce"]))
    assert box == raw(case["box"])
    assert epochs.commitment(key) == raw(case["commit"])
    recipients = [raw(recipient) for recipient in case["recipients"]]
    link = epochs.link(raw(case["previous"]), case["epoch"], raw(case["commit"]), recipients)
    assert link == raw(case["link"])
    assert open_epoch(case) == key


@pytest.mark.parametrize("case", cases("epochs", "refused"), ids=why)
def test_epochs_refuse(case: Case) -> None:
    with refused(case["code"]):
        open_epoch(case)


@pytest.mark.parametrize("case", cases("messages", "accepted"), ids=why)
def test_messages(case: Case) -> None:
    key, header = raw(case["key"]), Header(**case["header"])
    sealed = messages.encrypt(key, header, case["body"], raw(case["nonce"]))
    assert header.encode() == raw(case["headerBytes"])
    assert messages.message_key(key) == raw(case["messageKey"])
    assert sealed == raw(case["ciphertext"])
    assert len(sealed) - 24 - 16 == case["size"]
    assert messages.decrypt(key, header, sealed) == case["body"]


@pytest.mark.parametrize("case", cases("messages", "refused"), ids=why)
def test_messages_refuse(case: Case) -> None:
    key, header = raw(case["key"]), Header(**case["header"])
    if "body" in case:
        with refused(case["code"]):
            messages.encrypt(key, header, case["body"])
    else:
        with refused(case["code"]):
            messages.decrypt(key, header, raw(case["ciphertext"], "cannot-vouch"))


@pytest.mark.parametrize("case", cases("drawer", "accepted"), ids=why)
def test_drawer(case: Case) -> None:
    private, sealed = raw(case["private"]), raw(case["sealed"])
    assert drawer.key_of(private) == raw(case["key"])
    assert drawer.seal(private, case["revision"], case["text"], raw(case["nonce"])) == sealed
    assert (len(sealed) - drawer.OVERHEAD) % drawer.STEP == 0
    assert drawer.unseal(private, case["revision"], sealed) == case["text"]


@pytest.mark.parametrize("case", cases("drawer", "refused"), ids=why)
def test_drawer_refuses(case: Case) -> None:
    private = raw(case["private"])
    with refused(case["code"]):
        if "text" in case:
            drawer.seal(private, case["revision"], case["text"])
        else:
            drawer.unseal(private, case["revision"], raw(case["sealed"]))
