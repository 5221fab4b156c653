/** What the worker does when asked: the key ring's verbs and the vault's. */
import { type Code, CryptoError } from "./errors";
import type { KeyRing, Typed } from "./keyring";
import { ready } from "./primitives";
import type { Vault } from "./vault";
import { createWords, wordCompletions } from "./words";

/** The verbs over one ring and one vault. The proxy's types follow from these. */
export function makeVerbs(ring: KeyRing, vault: Vault) {
  return {
    createIdentity: () => ring.createIdentity(),
    createWords: () => createWords(),
    wordCompletions: (prefix: string) => wordCompletions(prefix),
    sealWithWords: (words: Typed, tenant: string) => ring.sealWithWords(words, tenant),
    deriveFromWords: (words: Typed, tenant: string) => ring.deriveFromWords(words, tenant),
    unsealIdentity: (sealed: Parameters<KeyRing["unsealIdentity"]>[0]) => ring.unsealIdentity(sealed),
    remember: (slot: string, persistent: boolean) =>
      vault.remember(ring.secret(), slot, persistent),
    restore: async (slot: string, token: string | null) => {
      const secret = await vault.restore(slot, token);
      return secret && ring.become(secret);
    },
    forget: (slot: string | null, token: string | null) => vault.forget(slot, token),
    createTeamKey: () => ring.createTeamKey(),
    shareTeamKey: (team: string, recipient: string) => ring.shareTeamKey(team, recipient),
    openTeamKey: (share: Parameters<KeyRing["openTeamKey"]>[0]) => ring.openTeamKey(share),
    createEpoch: (given: Parameters<KeyRing["createEpoch"]>[0]) => ring.createEpoch(given),
    openEpoch: (given: Parameters<KeyRing["openEpoch"]>[0]) => ring.openEpoch(given),
    hasEpoch: (conversation: string, epoch: number) => ring.hasEpoch(conversation, epoch),
    reshare: (given: Parameters<KeyRing["reshare"]>[0]) => ring.reshare(given),
    encrypt: (message: Parameters<KeyRing["encrypt"]>[0]) => ring.encrypt(message),
    decrypt: (message: Parameters<KeyRing["decrypt"]>[0]) => ring.decrypt(message),
    sealDrawer: (given: Parameters<KeyRing["sealDrawer"]>[0]) => ring.sealDrawer(given),
    openDrawer: (given: Parameters<KeyRing["openDrawer"]>[0]) => ring.openDrawer(given),
    wipe: () => ring.wipe(),
  };
}

export type Verbs = ReturnType<typeof makeVerbs>;

export interface Question {
  readonly id: number;
  readonly verb: keyof Verbs;
  readonly args: readonly unknown[];
}

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly code: Code };

/** One question at a time, in the order asked; the answer is a value or a code. */
export function makeAnswerer(verbs: Verbs): (question: Question) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve();
  return (question) => {
    const answer = last.then(() => ask(verbs, question));
    last = answer;
    return answer;
  };
}

async function ask(verbs: Verbs, { id, verb, args }: Question): Promise<Answer> {
  try {
    await ready();
    const act = verbs[verb] as (...args: readonly unknown[]) => unknown;
    return { id, value: await act(...args) };
  } catch (error) {
    return { id, code: error instanceof CryptoError ? error.code : "bad-input" };
  }
}
