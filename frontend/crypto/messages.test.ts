import { beforeAll, expect, it } from "vitest";
import type { Bytes } from "./encoding";
import { decrypt, encrypt, pad, SIZES, unpad, type Header } from "./messages";
import { newKey, ready } from "./primitives";

beforeAll(ready);

const ID = "5b0f6d1e-8a51-4a58-9c39-2f4a3e0b7d11";
const HEADER: Header = { tenant: ID, conversation: ID, epoch: 0, id: ID, sender: ID, n: 0 };

it("shows only one of six sizes", () => {
  const sizes = new Set<number>();
  for (let length = 0; length < 8192; length += 13) {
    const padded = pad(new Uint8Array(length).fill(0x80));
    sizes.add(padded.length);
    expect(unpad(padded)).toHaveLength(length);
  }
  expect([...sizes]).toEqual(SIZES);
});

it("carries four thousand Danish characters", () => {
  const text = "Kære ven, jeg håber, at du får en øjeblikkelig blå æblekage.\n".repeat(70).slice(0, 4000);
  const body = { kind: "text", text, at: Date.now() };
  const key = newKey();
  expect(decrypt(key, HEADER, encrypt(key, HEADER, body))).toEqual(body);
});

it("refuses every turned bit", () => {
  const key = newKey();
  const sealed = encrypt(key, HEADER, { kind: "text", text: "hej" });
  const turned = (at: number): Bytes => sealed.map((byte, i) => (i === at ? byte ^ 1 : byte));
  for (let at = 0; at < sealed.length; at++) {
    expect(() => decrypt(key, HEADER, turned(at))).toThrow("cannot-vouch");
  }
});
