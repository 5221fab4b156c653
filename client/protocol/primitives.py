"""libsodium as the protocol uses it (e2ee.md, "Primitives"). Failures are `None`, never half results."""

from __future__ import annotations

from nacl import bindings, pwhash
from nacl.exceptions import CryptoError
from nacl.utils import random

from client.errors import ProtocolError

KEY = 32
NONCE = 24
MEMORY = 64 * 1024 * 1024  # bytes
PASSES = 3


def new_key() -> bytes:
    """32 random bytes: a private key or an epoch key."""
    return random(KEY)


def stretch(password: bytes, salt: bytes) -> bytes:
    """Argon2id, 3 passes over 64 MiB, to 32 bytes; the salt has 16."""
    return pwhash.argon2id.kdf(KEY, password, salt, opslimit=PASSES, memlimit=MEMORY)


def subkey(key: bytes, number: int, context: bytes) -> bytes:
    """libsodium's `crypto_kdf_derive_from_key` to 32 bytes; the context has 8."""
    salt = number.to_bytes(8, "little").ljust(16, b"\0")
    return bindings.crypto_generichash_blake2b_salt_personal(
        b"", KEY, key, salt, context.ljust(16, b"\0")
    )


def digest(data: bytes) -> bytes:
    """BLAKE2b-256 without a key."""
    return bindings.crypto_generichash_blake2b_salt_personal(data, KEY)


def mac(key: bytes, data: bytes) -> bytes:
    """BLAKE2b-256 with a key."""
    return bindings.crypto_generichash_blake2b_salt_personal(data, KEY, key)


def seal(key: bytes, plain: bytes, aad: bytes, nonce: bytes | None = None) -> bytes:
    """XChaCha20-Poly1305 after its nonce. Only vectors give a nonce."""
    nonce = nonce or random(NONCE)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, aad, nonce, key)


def unseal(key: bytes, sealed: bytes, aad: bytes) -> bytes | None:
    """What `seal` was given, or None when one bit of key, text or aad differs."""
    nonce, body = sealed[:NONCE], sealed[NONCE:]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(body, aad, nonce, key)
    except (CryptoError, ValueError, TypeError):
        return None


def box(plain: bytes, recipient: bytes, private: bytes, nonce: bytes | None = None) -> bytes:
    """crypto_box after its nonce. Only vectors give a nonce.

    Raises `bad-input` for a recipient's key of low order, whose box anybody could open.
    """
    nonce = nonce or random(NONCE)
    try:
        return nonce + bindings.crypto_box_easy(plain, nonce, recipient, private)
    except CryptoError:
        raise ProtocolError("bad-input") from None


def unbox(boxed: bytes, creator: bytes, private: bytes) -> bytes | None:
    """What `box` was given, or None when it was not made by the creator for this key."""
    nonce, body = boxed[:NONCE], boxed[NONCE:]
    try:
        return bindings.crypto_box_open_easy(body, nonce, creator, private)
    except (CryptoError, ValueError, TypeError):
        return None


def public_of(private: bytes) -> bytes:
    """The X25519 public key of a private key."""
    return bindings.crypto_scalarmult_base(private)
