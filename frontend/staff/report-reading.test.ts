// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";
import { CryptoError } from "../crypto/client";
import { read } from "./report-reading";
import type { OpenedReport } from "./wire";

const share = { box: "b", creatorPublicKey: "c", recipientPublicKey: "team", team: "t" };
const epoch = (number: number) => ({ number, commit: `c${number}`, link: null, recipients: [], share });
const message = (seq: number, n: number, e = 1, s = "young") => ({
  t: "msg" as const,
  seq,
  id: `m${seq}`,
  e,
  s,
  n,
  c: `cipher ${seq}`,
  at: "2026-11-25T12:00:00Z",
});
const person = (identity: string, party: "young" | "peer") => ({
  identity,
  party,
  publicKey: "pk",
  name: identity === "young" ? "Sol" : "Kim",
  isProgram: false,
  joinedAt: "",
  leftAt: null,
  seenSeq: 0,
});

const report = (given: Partial<OpenedReport> = {}): OpenedReport => ({
  id: "r",
  conversation: "conv",
  tenant: "tenant",
  reporter: "young",
  reporterName: "Sol",
  reportedAt: "",
  openedAt: null,
  otherTold: false,
  kind: "now",
  state: "active",
  epochs: [epoch(1)],
  participants: [person("young", "young"), person("peer", "peer")],
  messages: [message(1, 1), message(2, 1, 1, "peer")],
  ...given,
});

function keys() {
  return {
    openEpoch: vi.fn(async () => ({ linked: true })),
    decrypt: vi.fn(async ({ ciphertext }: { ciphertext: string }) => ({ kind: "text", text: `open ${ciphertext}` })),
  };
}

describe("read", () => {
  it("says who wrote what, and that it is what was sent", async () => {
    const messages = await read(keys(), report());
    expect(messages.map(({ name, party, text, verdict }) => [name, party, text, verdict])).toEqual([
      ["Sol", "young", "open cipher 1", "vouched"],
      ["Kim", "peer", "open cipher 2", "vouched"],
    ]);
  });

  it("shows a tool as a line, and never one that is malformed", async () => {
    document.documentElement.lang = "da";
    const tool = { id: "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90", slug: "sov", name: "Sov", line: "Til natten" };
    const crypto = keys();
    crypto.decrypt.mockResolvedValueOnce({ kind: "tool", tool } as never);
    crypto.decrypt.mockResolvedValueOnce({ kind: "tool", tool: { ...tool, slug: "../" } } as never);
    const messages = await read(crypto, report());
    expect(messages.map(({ text, verdict }) => [text, verdict])).toEqual([
      ["Værktøj: Sov. Til natten", "vouched"],
      ["Vi kan ikke vise det, der er sendt her.", "vouched"],
    ]);
  });

  it("opens the older epoch first, so that the newer one's link can be checked", async () => {
    const crypto = keys();
    await read(crypto, report({ epochs: [epoch(4), epoch(3)] }));
    expect(crypto.openEpoch.mock.calls.map(([given]: unknown[]) => (given as { epoch: number }).epoch)).toEqual([3, 4]);
  });

  it("marks a message that does not open, and still shows the others", async () => {
    const crypto = keys();
    crypto.decrypt.mockRejectedValueOnce(new CryptoError("cannot-vouch"));
    const [first, second] = await read(crypto, report());
    expect(first).toMatchObject({ verdict: "broken", text: null });
    expect(second).toMatchObject({ verdict: "vouched" });
  });

  it("does not decrypt under an epoch whose commitment does not hold", async () => {
    const crypto = keys();
    crypto.openEpoch.mockRejectedValue(new CryptoError("bad-commitment"));
    const messages = await read(crypto, report());
    expect(messages.map(({ verdict }) => verdict)).toEqual(["broken", "broken"]);
    expect(crypto.decrypt).not.toHaveBeenCalled();
  });

  it("tells a key that was never ours from one that is broken", async () => {
    const crypto = keys();
    crypto.openEpoch.mockRejectedValue(new CryptoError("no-key"));
    const without = await read(keys(), report({ epochs: [{ ...epoch(1), share: null }] }));
    const other = await read(crypto, report());
    expect([...without, ...other].map(({ verdict }) => verdict)).toEqual(Array(4).fill("no-key"));
  });

  it("shows where a sender's message is missing, not where the shared part begins", async () => {
    const messages = await read(keys(), report({ messages: [message(5, 3), message(6, 5), message(7, 6)] }));
    expect(messages.map(({ afterGap }) => afterGap)).toEqual([false, true, false]);
  });
});
