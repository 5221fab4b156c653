import { describe, expect, it } from "vitest";
import { creationOptions, fromBase64Url, requestOptions, toBase64Url } from "./passkey";

const bytes = (...values: number[]): ArrayBuffer => Uint8Array.from(values).buffer;

describe("base64url", () => {
  it("goes there and back for every length and byte", () => {
    for (let length = 0; length < 66; length += 1) {
      const given = Array.from({ length }, (_, at) => (at * 37 + length) % 256);
      expect(Array.from(fromBase64Url(toBase64Url(bytes(...given))))).toEqual(given);
    }
  });

  it("writes without padding and in the address alphabet", () => {
    expect(toBase64Url(bytes(251, 255, 254))).toBe("-__-");
    expect(toBase64Url(bytes(1))).toBe("AQ");
  });
});

describe("creationOptions", () => {
  const json = {
    publicKey: {
      rp: { id: "dragoer.localhost", name: "Nære" },
      user: { id: "AQI", name: "mia@example.org", displayName: "Mia" },
      challenge: "AwQ",
      pubKeyCredParams: [{ type: "public-key" as const, alg: -7 }],
      excludeCredentials: [{ type: "public-key" as const, id: "BQ" }],
    },
  };

  it("decodes challenge, user and known keys", () => {
    const made = creationOptions(json, true);
    expect(Array.from(made.challenge as Uint8Array)).toEqual([3, 4]);
    expect(Array.from(made.user.id as Uint8Array)).toEqual([1, 2]);
    expect(Array.from(made.excludeCredentials?.[0]?.id as Uint8Array)).toEqual([5]);
  });

  it("asks for a key that can stand alone only when it is to stand alone", () => {
    expect(creationOptions(json, true).authenticatorSelection).toEqual({
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    });
    expect(creationOptions(json, false).authenticatorSelection).toEqual({
      residentKey: "discouraged",
      requireResidentKey: false,
    });
  });
});

describe("requestOptions", () => {
  it("decodes the challenge, and lets any key answer when none is named", () => {
    const made = requestOptions({ publicKey: { challenge: "Bw", rpId: "dragoer.localhost" } });
    expect(Array.from(made.challenge as Uint8Array)).toEqual([7]);
    expect(made.allowCredentials).toEqual([]);
  });
});
