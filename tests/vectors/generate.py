"""Write the shared test vectors: `python -m tests.vectors.generate`.

Inputs are fixed, so the files change only when the protocol does. Bytes are base64. Each file has
`accepted` cases, whose every value both languages must reach, and `refused` ones with their code.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
from client.protocol.encoding import to_base64 as b64
from client.protocol.messages import Header
from client.words import parse_words, word_completions, word_list

HERE = Path(__file__).parent
Case = dict[str, Any]
Vectors = dict[str, list[Case]]

TENANT = "5b0f6d1e-8a51-4a58-9c39-2f4a3e0b7d11"
OVERHEAD = len('{"kind":"text","text":""}')
OTHER = "00000000-0000-4000-8000-00000000000f"


def fixed(name: str, size: int = 32) -> bytes:
    """Bytes that look random and never change."""
    return primitives.digest(f"naere test vector {name}".encode())[:size]


def flip(data: bytes, at: int) -> bytes:
    """The data with its lowest bit at one place turned."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def encodings() -> Vectors:
    """Text, numbers, ids and base64 as bytes."""
    texts = ["", "naere/v1/commit", "Å æble", "A\u030a", "ﬁ ½ 👩‍👧", "x" * 300]
    numbers = [0, 1, 255, 256, 2**32, 2**53 - 1]
    return {
        "accepted": [
            *({"kind": "text", "value": t, "bytes": b64(encoding.text(t))} for t in texts),
            *({"kind": "number", "value": n, "bytes": b64(encoding.number(n))} for n in numbers),
            {"kind": "uuid", "value": TENANT, "bytes": b64(encoding.uuid(TENANT))},
            {"kind": "label", "value": "link", "bytes": b64(encoding.label("link"))},
            *({"kind": "base64", "value": b64(bytes(n)), "bytes": b64(bytes(n))} for n in range(4)),
        ],
        "refused": [
            *({"kind": "number", "value": n, "code": "bad-input"} for n in (-1, 2**53)),
            *(
                {"kind": "uuid", "value": value, "code": "bad-input"}
                for value in (TENANT.upper(), TENANT[:-1], TENANT.replace("-", ""), f"{TENANT}\n")
            ),
            *(
                {"kind": "base64", "value": value, "code": "bad-input"}
                for value in ("AA", "AA=", "AB==", "A A=", "AA==\n", "_-8=", "=AA=", "AAAAA")
            ),
        ],
    }


def word_vectors() -> Vectors:
    """Words to keys, forgiving reading, completion."""
    aa, ae, oe = (next(w for w in word_list() if c in w) for c in "åæø")
    first, *_, last = word_list()
    plain = [first, aa, ae, oe, last, "ballon"]
    loose = f"  1. {first.upper()},{aa.replace('å', 'aa')}\n{ae.replace('æ', 'AE')} " + (
        f"{oe.replace('ø', 'oe')};{last.replace('å', 'a' + chr(0x30A))}\tBallon. "
    )
    swedish = " ".join(plain).replace("æ", "ä").replace("ø", "ö")
    typed: list[str | list[str]] = [" ".join(plain), loose, swedish, plain, plain[::-1]]
    return {
        "accepted": [
            *({"kind": "parse", "typed": t, "words": parse_words(t)} for t in typed),
            *(_derived(words_, tenant) for words_, tenant in _word_cases(plain)),
            *(
                {"kind": "complete", "prefix": p, "words": word_completions(p)}
                for p in ("ba", "bal", " BAL", "øje", "oeje", "aalo", "zzz", "")
            ),
        ],
        "refused": [
            {"kind": "parse", "typed": " ".join(plain[:5]), "code": "word-count"},
            {"kind": "parse", "typed": [*plain, first], "code": "word-count"},
            {"kind": "parse", "typed": "", "code": "word-count"},
            {"kind": "parse", "typed": [*plain[:5], "qwertyq"], "code": "unknown-word"},
            {"kind": "parse", "typed": "".join(plain), "code": "unknown-word"},
        ],
    }


def _word_cases(plain: list[str]) -> list[tuple[list[str], str]]:
    return [(plain, TENANT), (plain, OTHER), (plain[::-1], TENANT)]


def _derived(plain: list[str], tenant: str) -> Case:
    keys = words.derive(plain, tenant)
    return {
        "kind": "derive",
        "words": plain,
        "tenant": tenant,
        "salt": b64(words.salt(tenant)),
        "lookup": b64(keys.lookup),
        "auth": b64(keys.auth),
        "wrap": b64(keys.wrap),
    }


def identities() -> Vectors:
    """A sealed private key and what must not open it."""
    wrap, private, nonce = fixed("wrap"), fixed("private"), fixed("nonce", 24)
    public, sealed = primitives.public_of(private), identity.seal_private(wrap, private, nonce)
    swapped = primitives.seal(wrap, fixed("swapped"), encoding.label("identity") + public, nonce)
    case = {"wrap": b64(wrap), "sealed": b64(sealed), "public": b64(public)}

    def refused(why: str, **changed: bytes) -> Case:
        changes = {name: b64(data) for name, data in changed.items()}
        return {**case, **changes, "why": why, "code": "wrong-words"}

    return {
        "accepted": [{**case, "private": b64(private), "nonce": b64(nonce)}],
        "refused": [
            refused("other words", wrap=fixed("other wrap")),
            refused("other public key", public=primitives.public_of(fixed("other"))),
            refused("another private key inside", sealed=swapped),
            refused("flipped nonce", sealed=flip(sealed, 0)),
            refused("flipped text", sealed=flip(sealed, 30)),
            refused("flipped tag", sealed=flip(sealed, len(sealed) - 1)),
            refused("cut short", sealed=sealed[:-1]),
            refused("only a nonce", sealed=sealed[:24]),
            refused("empty", sealed=b""),
        ],
    }


def teams() -> Vectors:
    """A team key's share and what must not open."""
    key, creator, member = fixed("team"), fixed("creator"), fixed("member")
    nonce = fixed("team nonce", 24)
    box = team.share_team_key(key, primitives.public_of(member), creator, nonce)
    other = team.share_team_key(fixed("other"), primitives.public_of(member), creator, nonce)
    case = {
        "public": b64(primitives.public_of(key)),
        "creator": b64(primitives.public_of(creator)),
        "member": b64(member),
        "box": b64(box),
    }

    def refused(why: str, **changed: bytes) -> Case:
        changes = {name: b64(data) for name, data in changed.items()}
        return {**case, **changes, "why": why, "code": "bad-share"}

    made = {"key": b64(key), "creatorPrivate": b64(creator), "nonce": b64(nonce)}
    return {
        "accepted": [{**case, **made, "memberPublic": b64(primitives.public_of(member))}],
        "refused": [
            refused("another team's key inside", box=other),
            refused("another creator", creator=primitives.public_of(fixed("other"))),
            refused("another member", member=fixed("other")),
            refused("flipped", box=flip(box, 40)),
            refused("cut short", box=box[:-1]),
            refused("empty", box=b""),
        ],
    }


def epoch_vectors() -> Vectors:
    """Commitments, shares and links, and what a reader must refuse."""
    keys = [fixed("cek 0"), fixed("cek 1")]
    creator, reader, third = fixed("creator"), fixed("reader"), fixed("third")
    public = [primitives.public_of(p) for p in (creator, reader, third)]
    nonce, commit = fixed("share nonce", 24), epochs.commitment(keys[1])
    link = epochs.link(keys[0], 1, commit, public)
    box = epochs.share_key(keys[1], public[1], creator, nonce)
    case: Case = {
        "previous": b64(keys[0]),
        "epoch": 1,
        "commit": b64(commit),
        "link": b64(link),
        "recipients": [b64(p) for p in public],
        "creator": b64(public[0]),
        "reader": b64(reader),
        "box": b64(box),
    }
    long_box = epochs.share_key(keys[1] + b"\0", public[1], creator, nonce)
    other = b64(epochs.share_key(keys[0], public[1], creator, nonce))

    def refused(why: str, code: str, **changed: Any) -> Case:
        return {**case, **changed, "why": why, "code": code}

    made = {"key": b64(keys[1]), "creatorPrivate": b64(creator), "nonce": b64(nonce)}
    return {
        "accepted": [
            {**case, **made},
            {**case, **made, "recipients": case["recipients"][::-1], "why": "order is no matter"},
        ],
        "refused": [
            refused("flipped share", "bad-share", box=b64(flip(box, 50))),
            refused("share cut short", "bad-share", box=b64(box[:-1])),
            refused("empty share", "bad-share", box=""),
            refused("share of 33 bytes", "bad-share", box=b64(long_box)),
            refused("another creator", "bad-share", creator=b64(public[2])),
            refused("another reader", "bad-share", reader=b64(third)),
            refused("flipped commitment", "bad-commitment", commit=b64(flip(commit, 0))),
            refused("short commitment", "bad-commitment", commit=b64(commit[:-1])),
            refused("another key in the share", "bad-commitment", box=other),
            refused("flipped link", "bad-link", link=b64(flip(link, 31))),
            refused("short link", "bad-link", link=b64(link[:16])),
            refused("no link", "bad-link", link=None),
            refused("another number", "bad-link", epoch=2),
            refused("another key before", "bad-link", previous=b64(fixed("other"))),
            refused("a reader too few", "bad-link", recipients=case["recipients"][:2]),
            refused("a reader too many", "bad-link", recipients=[*case["recipients"], b64(reader)]),
            refused(
                "another reader named", "bad-link", recipients=[*case["recipients"][:2], other]
            ),
        ],
    }


HEADER: Case = {
    "tenant": TENANT,
    "conversation": "0d7c1a52-3e5b-4f0e-8d7a-5a0f9c1b2e34",
    "epoch": 3,
    "id": "9f3b6c70-1c2d-4e5f-a6b7-c8d9e0f1a2b3",
    "sender": "c4a1e2d3-b5f6-4789-8abc-def012345678",
    "n": 17,
}


CARD: Case = {
    "id": "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90",
    "slug": "sov-roligt",
    "name": "Sov roligt",
    "line": "Øvelser til når du ikke kan sove",
}


def message_vectors() -> Vectors:
    """Messages of every size, and what a reader must not vouch for."""
    key, nonce = fixed("cek 3"), fixed("message nonce", 24)
    header = Header(**HEADER)
    bodies: list[messages.Body] = [
        {"kind": "text", "text": "Hej. Tak fordi du skriver.", "at": "2026-01-31T20:15:00Z"},
        {"kind": "text", "text": "", "at": "2026-01-31T20:15:00Z"},
        {"kind": "text", "text": 'Å "æ" ø\n\t\\ A\u030a 👩‍👧 \u2028 \u0000 ½', "at": 1769890500000},
        {"kind": "tool", "tool": {"id": "aandedraet", "steps": [4, 4, 6]}, "at": 1},
        {"kind": "tool", "tool": CARD, "at": "2026-01-31T20:15:00.000Z"},
        *({"kind": "text", "text": "æ" * count} for count in (100, 200, 400, 900, 1900, 4000)),
        *({"kind": "text", "text": "x" * (size - OVERHEAD)} for size in (255, 256, 8191)),
    ]
    sealed = messages.encrypt(key, header, bodies[0], nonce)
    case = {"key": b64(key), "header": HEADER, "ciphertext": b64(sealed)}

    def refused(why: str, **changed: Any) -> Case:
        return {**case, **changed, "why": why, "code": "cannot-vouch"}

    def inside(why: str, padded: bytes) -> Case:
        raw = primitives.seal(messages.message_key(key), padded, header.encode(), nonce)
        return refused(why, ciphertext=b64(raw))

    plain = messages.encode_body(bodies[0])
    return {
        "accepted": [_message(key, body, nonce) for body in bodies],
        "refused": [
            *_other_headers(refused),
            refused("another key", key=b64(fixed("other"))),
            *(refused(f"flipped at {at}", ciphertext=b64(flip(sealed, at))) for at in (0, 24, 200)),
            refused("flipped tag", ciphertext=b64(flip(sealed, len(sealed) - 1))),
            refused("cut short", ciphertext=b64(sealed[:-1])),
            refused("only a nonce", ciphertext=b64(sealed[:24])),
            refused("empty", ciphertext=""),
            refused("not base64", ciphertext="***"),
            inside("no padding", plain.ljust(256, b" ")),
            inside("only zeros", bytes(256)),
            inside("something after the mark", (plain + b"\x80").ljust(255, b"\0") + b"\x01"),
            inside("a size of no message", (plain + b"\x80").ljust(300, b"\0")),
            inside("not JSON", messages.pad(b"{")),
            inside("not UTF-8", messages.pad(b'{"kind":"\xff"}')),
            inside("a byte-order mark", messages.pad(b"\xef\xbb\xbf" + plain)),
            inside("not an object", messages.pad(b'["kind"]')),
            inside("null", messages.pad(b"null")),
            inside("no kind", messages.pad(b'{"text":"hej"}')),
            inside("kind is no text", messages.pad(b'{"kind":1}')),
            inside("not a number", messages.pad(b'{"kind":"text","at":NaN}')),
            _too_long(case, "👋" * 4000),
            _too_long(case, "x" * (8192 - OVERHEAD)),
        ],
    }


def _message(key: bytes, body: messages.Body, nonce: bytes) -> Case:
    header = Header(**HEADER)
    sealed = messages.encrypt(key, header, body, nonce)
    return {
        "key": b64(key),
        "header": HEADER,
        "headerBytes": b64(header.encode()),
        "messageKey": b64(messages.message_key(key)),
        "body": body,
        "nonce": b64(nonce),
        "size": len(sealed) - 24 - 16,
        "ciphertext": b64(sealed),
    }


def _other_headers(refused: Any) -> list[Case]:
    changes: Case = dict.fromkeys(("tenant", "conversation", "id", "sender"), OTHER)
    changes |= {"epoch": 4, "n": 18}
    return [
        refused(f"another {name}", header={**HEADER, name: value})
        for name, value in changes.items()
    ]


def _too_long(case: Case, text: str) -> Case:
    body = {"kind": "text", "text": text}
    return {"key": case["key"], "header": HEADER, "body": body, "why": "long", "code": "too-long"}


def drawer_vectors() -> Vectors:
    """A drawer of several sizes, and what must not open it."""
    private, nonce = fixed("private"), fixed("drawer nonce", 24)
    texts = ["", "{}", '{"v":1,"note":"Å æ ø 👩‍👧"}', "x" * 1023, "x" * 1024]
    sealed = drawer.seal(private, 7, texts[2], nonce)
    case: Case = {"private": b64(private), "revision": 7, "sealed": b64(sealed)}

    def refused(why: str, **changed: Any) -> Case:
        return {**case, "code": "cannot-vouch", **changed, "why": why}

    def inside(why: str, padded: bytes) -> Case:
        aad = encoding.label("drawer") + primitives.public_of(private) + encoding.number(7)
        return refused(why, sealed=b64(primitives.seal(drawer.key_of(private), padded, aad, nonce)))

    return {
        "accepted": [_drawer(private, text, nonce) for text in texts],
        "refused": [
            refused("another person", private=b64(fixed("other"))),
            refused("an older writing", revision=8),
            refused("flipped", sealed=b64(flip(sealed, 40))),
            refused("cut short", sealed=b64(sealed[:-1])),
            refused("empty", sealed=""),
            inside("no padding", b"{}".ljust(1024, b" ")),
            inside("half a step", b"{}\x80".ljust(512, b"\0")),
            inside("a step too many", b"{}\x80".ljust(2048, b"\0")),
            inside("not UTF-8", drawer.pad(b"\xff")),
            {**case, "text": "", "revision": -1, "why": "no revision", "code": "bad-input"},
        ],
    }


def _drawer(private: bytes, text: str, nonce: bytes) -> Case:
    return {
        "private": b64(private),
        "revision": 7,
        "text": text,
        "nonce": b64(nonce),
        "key": b64(drawer.key_of(private)),
        "sealed": b64(drawer.seal(private, 7, text, nonce)),
    }


MAKERS = {
    "encoding": encodings,
    "words": word_vectors,
    "identity": identities,
    "team": teams,
    "epochs": epoch_vectors,
    "messages": message_vectors,
    "drawer": drawer_vectors,
}


def render(vectors: Vectors) -> str:
    """The text of a file."""
    return json.dumps(vectors, ensure_ascii=True, indent=1) + "\n"


def main() -> None:
    """Write every file."""
    for name, make in MAKERS.items():
        (HERE / f"{name}.json").write_text(render(make()), encoding="utf-8")


if __name__ == "__main__":
    main()
