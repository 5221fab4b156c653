import { beforeAll, expect, test } from "vitest";
import { MOST, pad, unpad } from "./drawer";
import { CryptoError } from "./errors";
import { KeyRing } from "./keyring";
import { ready } from "./primitives";

beforeAll(ready);

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof CryptoError ? error.code : String(error);
  }
  return "";
};

test("a drawer holds 65,535 bytes and not one more", () => {
  const ring = new KeyRing();
  ring.createIdentity();
  const sealed = ring.sealDrawer({ revision: 1, text: "x".repeat(65535) });
  expect(atob(sealed)).toHaveLength(65536 + 40);
  expect(ring.openDrawer({ revision: 1, sealed })).toBe("x".repeat(65535));
  expect(codeOf(() => ring.sealDrawer({ revision: 1, text: "x".repeat(65536) }))).toBe("too-long");
});

test("what is larger than a drawer is not unpadded", () => {
  const large = new Uint8Array(MOST + 1024);
  large[MOST + 1000] = 0x80;
  expect(codeOf(() => unpad(large))).toBe("cannot-vouch");
  expect(unpad(pad(new Uint8Array(MOST - 1)))).toHaveLength(MOST - 1);
});

test("another identity does not open it, nor does one that is wiped", () => {
  const [ring, other] = [new KeyRing(), new KeyRing()];
  ring.createIdentity();
  other.createIdentity();
  const sealed = ring.sealDrawer({ revision: 1, text: "{}" });
  expect(codeOf(() => other.openDrawer({ revision: 1, sealed }))).toBe("cannot-vouch");
  ring.wipe();
  expect(codeOf(() => ring.openDrawer({ revision: 1, sealed }))).toBe("no-identity");
});
