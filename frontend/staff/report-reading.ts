/** Opens a reported conversation in the browser, message by message, and says what can be vouched for. */
import { type CryptoClient, CryptoError } from "../crypto/client";
import { toolbox } from "../i18n/toolbox";
import { pick } from "../i18n/pick";
import { inOneLine } from "../toolbox/cards";
import type { MsgFrame, Party } from "../wire";
import type { OpenedReport, ReportedEpoch } from "./wire";

type Crypto = Pick<CryptoClient, "openEpoch" | "decrypt">;

/** `vouched`: it is what was sent. `broken`: it is not, or its key is not. `no-key`: not shared with us. */
export type Verdict = "vouched" | "broken" | "no-key";

export interface ReadMessage {
  readonly id: string;
  readonly name: string;
  readonly party: Party;
  readonly isProgram: boolean;
  readonly at: string;
  readonly text: string | null;
  readonly verdict: Verdict;
  readonly afterGap: boolean; // something of the same sender's before it is missing
}

/** All messages of a report, in their order. The safeguarding team's keys must be open in the worker. */
export async function read(crypto: Crypto, report: OpenedReport): Promise<ReadMessage[]> {
  const epochs = new Map<number, Verdict>();
  for (const epoch of inOrder(report.epochs)) epochs.set(epoch.number, await open(crypto, report, epoch));
  const gaps = afterGaps(report);
  const messages = [...report.messages].sort((a, b) => a.seq - b.seq);
  return Promise.all(
    messages.map(async (message) => ({
      ...sender(report, message.s),
      id: message.id,
      at: message.at,
      afterGap: gaps.has(message.id),
      ...(await decrypt(crypto, report, message, epochs.get(message.e) ?? "no-key")),
    })),
  );
}

/** Older first: an epoch's link is checked against the one before it. */
function inOrder(epochs: readonly ReportedEpoch[]): ReportedEpoch[] {
  return [...epochs].sort((a, b) => a.number - b.number);
}

async function open(crypto: Crypto, report: OpenedReport, epoch: ReportedEpoch): Promise<Verdict> {
  const { tenant, conversation } = report;
  const { number, commit, link, recipients, share } = epoch;
  if (!share) return "no-key";
  try {
    // The reporter chose which epochs: any may be the first of those that follow each other.
    const given = { tenant, conversation, epoch: number, commit, link, recipients, share };
    await crypto.openEpoch({ ...given, mayStart: true });
    return "vouched";
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    return error.code === "no-key" ? "no-key" : "broken";
  }
}

async function decrypt(
  crypto: Crypto,
  { tenant, conversation }: OpenedReport,
  { id, e: epoch, s: sender, n, c: ciphertext }: MsgFrame,
  verdict: Verdict,
): Promise<{ text: string | null; verdict: Verdict }> {
  if (verdict !== "vouched") return { text: null, verdict };
  const header = { tenant, conversation, epoch, id, sender, n };
  try {
    const body = await crypto.decrypt({ ...header, ciphertext });
    const texts = pick(toolbox);
    return { text: inOneLine(body, (card) => texts.inOneLine(card.name, card.line)) ?? texts.cannotShow, verdict };
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    return { text: null, verdict: "broken" };
  }
}

function sender(report: OpenedReport, identity: string) {
  const found = report.participants.find((one) => one.identity === identity);
  return {
    name: found?.name ?? "",
    party: found?.party ?? "young",
    isProgram: found?.isProgram ?? false,
  };
}

/** The messages before which a sender's counter jumps, within what was shared: after the first seen. */
function afterGaps({ messages }: OpenedReport): Set<string> {
  const last = new Map<string, number>();
  const found = new Set<string>();
  for (const { id, s, n } of [...messages].sort((a, b) => a.seq - b.seq)) {
    const before = last.get(s);
    if (before !== undefined && n !== before + 1) found.add(id);
    last.set(s, n);
  }
  return found;
}
