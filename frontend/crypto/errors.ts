/** The protocol's codes, the same in Python (`docs/protocol.md`, "Errors"), and those of this device. */
export type Code =
  | "bad-commitment"
  | "bad-input"
  | "bad-link"
  | "bad-share"
  | "cannot-vouch"
  | "no-epoch"
  | "no-identity"
  | "no-key"
  | "not-kept"
  | "stopped"
  | "too-long"
  | "unknown-word"
  | "unsupported"
  | "word-count"
  | "wrong-words";

/** Something did not hold; `code` says what, and nothing secret is in the text. */
export class CryptoError extends Error {
  constructor(readonly code: Code) {
    super(code);
    this.name = "CryptoError";
  }
}
