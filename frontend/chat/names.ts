/** Who somebody is called, and who can read along. */
import type { ChatTexts } from "../i18n/chat";
import type { Conversation, Participant } from "../wire";

/** The name of an identity in the conversation, past or present. */
export function nameOf(conversation: Conversation, identity: string, texts: ChatTexts): string {
  const found = conversation.participants.find((one) => one.identity === identity);
  return found?.name || texts.someone;
}

/** The one that the conversation is with: the peer for the young person, else the young person. */
export function otherOf(conversation: Conversation, me: string): Participant | null {
  const there = conversation.participants.filter((one) => !one.leftAt && one.identity !== me);
  return (
    there.find((one) => one.party === "young") ?? there.find((one) => one.party === "peer") ?? null
  );
}

export interface Reader {
  readonly name: string;
  readonly what: string;
  readonly isProgram: boolean;
}

/** Everybody who can read what is written now: the recipients of the newest key, as its maker chose them. */
export function readersOf(conversation: Conversation, me: string, texts: ChatTexts): Reader[] {
  const newest = conversation.epochs.find((epoch) => epoch.number === conversation.epoch);
  const keys = newest?.recipients ?? [];
  const known = conversation.participants.filter((one) => keys.includes(one.publicKey));
  const people = known.map((one) => ({
    name: one.identity === me ? texts.you : one.name,
    what: one.identity === me ? "" : texts.party[one.party],
    isProgram: one.isProgram,
  }));
  const theirs = new Set(known.map((one) => one.publicKey));
  const team = keys.some((key) => !theirs.has(key));
  return team ? [...people, { name: texts.teamReads, what: "", isProgram: false }] : people;
}
