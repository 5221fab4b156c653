/** Who somebody is called, and who can read along. */
import type { ChatTexts } from "../i18n/chat";
import type { Conversation, Participant, Party } from "../wire";
import type { Self } from "./epochs";

/** The name of an identity in the conversation, past or present. */
export function nameOf(conversation: Conversation, identity: string, texts: ChatTexts): string {
  const found = conversation.participants.find((one) => one.identity === identity);
  return found?.name || texts.someone;
}

/** As what an identity takes part or took part; null for one that never did. */
export function partyOf(conversation: Conversation, identity: string): Party | null {
  return conversation.participants.find((one) => one.identity === identity)?.party ?? null;
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
}

/** As what somebody takes part, in a word; a program is called that, never a volunteer. */
export function whatOf({ party, isProgram }: Participant, texts: ChatTexts): string {
  return isProgram ? texts.isProgram : texts.party[party];
}

/**
 * Everybody who can read what is written now: the recipients of the newest key, as its maker chose them.
 * We are who has our key, whatever the server calls it. A key that is nobody's is said to be that; only
 * while no peer has the newest key may one of them be the team's.
 */
export function readersOf(conversation: Conversation, me: Self, texts: ChatTexts): Reader[] {
  const newest = conversation.epochs.find((epoch) => epoch.number === conversation.epoch);
  const keys = [...new Set(newest?.recipients)];
  const others = keys.filter((key) => key !== me.publicKey);
  const owners = others.map((key) => ownerOf(conversation, key, me)).filter((one) => one !== null);
  // A key's recipients are sorted by their bytes; a reader wants them as they came.
  owners.sort((one, other) => one.joinedAt.localeCompare(other.joinedAt));
  const strangers = others.length - owners.length;
  const mine = keys.includes(me.publicKey);
  const ours = conversation.participants.filter((one) => mine && one.publicKey === me.publicKey);
  const team = strangers === 1 && ![...owners, ...ours].some((one) => one.party === "peer");
  return [
    ...(mine ? [plain(texts.you)] : []),
    ...owners.map((one) => ({ name: one.name, what: whatOf(one, texts) })),
    ...Array.from({ length: strangers }, () => plain(team ? texts.teamReads : texts.unknownReader)),
  ];
}

function plain(name: string): Reader {
  return { name, what: "" };
}

/** Whose key it is, of the others. Another key under our own id is nobody's. */
function ownerOf(conversation: Conversation, key: string, me: Self): Participant | null {
  const named = conversation.participants.filter((one) => one.publicKey === key);
  const owner = named.find((one) => !one.leftAt) ?? named[0];
  return owner && owner.identity !== me.id ? owner : null;
}
