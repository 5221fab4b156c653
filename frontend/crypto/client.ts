/** The main thread's side of the worker. Keys never come here, only base64 and ids. */
import { type Code, CryptoError } from "./errors";
import type {
  EpochToCreate,
  EpochToOpen,
  EpochToReshare,
  NewEpoch,
  SealedIdentity,
  TeamShare,
  Typed,
} from "./keyring";
import type { Body, Header } from "./messages";
import type { Answer, Verbs } from "./verbs";

export { CryptoError, type Code } from "./errors";
export type { EpochToCreate, EpochToOpen, NewEpoch, Recipient, SealedIdentity } from "./keyring";
export type { Body, Header } from "./messages";

type Public = { publicKey: string };
type Waiting = { resolve(value: unknown): void; reject(error: CryptoError): void };

const SLOT = "naere.slot.";

/** One worker's verbs as promises. A failure is a `CryptoError` with a `code`. */
export class CryptoClient {
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #ended: Code | null = null;

  /** Takes over the worker; `storage` holds what lasts as long as the tab. */
  constructor(
    private readonly worker: Worker,
    private readonly storage: Storage = sessionStorage,
  ) {
    worker.addEventListener("message", (event: MessageEvent<Answer>) => this.#settle(event.data));
    worker.addEventListener("error", () => this.#end("unsupported"));
    worker.addEventListener("messageerror", () => this.#end("unsupported"));
  }

  /** A new identity instead of any held one. */
  createIdentity(): Promise<Public> {
    return this.#ask("createIdentity");
  }

  /** Six new words; they are not remembered. */
  createWords(): Promise<string[]> {
    return this.#ask("createWords");
  }

  /** The words that begin so; none before three letters. */
  wordCompletions(prefix: string): Promise<string[]> {
    return this.#ask("wordCompletions", prefix);
  }

  /** The held identity for six words. Takes about a second on a phone. `unknown-word`, `word-count`. */
  sealWithWords(words: Typed, tenant: string): Promise<SealedIdentity> {
    return this.#ask("sealWithWords", words, tenant);
  }

  /** What finds and proves an identity; then `unsealIdentity`. `unknown-word`, `word-count`. */
  deriveFromWords(words: Typed, tenant: string): Promise<{ lookup: string; auth: string }> {
    return this.#ask("deriveFromWords", words, tenant);
  }

  /** Become the identity that the words open. `wrong-words`. */
  unsealIdentity(sealed: { sealedPrivate: string; publicKey: string }): Promise<Public> {
    return this.#ask("unsealIdentity", sealed);
  }

  /** Keep the identity: on this device when persistent, else until this tab closes. `not-kept`. */
  async remember(slot: string, { persistent }: { persistent: boolean }): Promise<void> {
    const token = await this.#ask("remember", slot, persistent);
    if (token === null) this.storage.removeItem(SLOT + slot);
    else this.storage.setItem(SLOT + slot, token);
  }

  /** Become the remembered identity; null when there is none. */
  restore(slot: string): Promise<Public | null> {
    return this.#ask("restore", slot, this.storage.getItem(SLOT + slot));
  }

  /** Forget a slot, or all of them. The keys in the worker stay until `wipe`. */
  async forget(slot?: string): Promise<void> {
    const token = slot === undefined ? null : this.storage.getItem(SLOT + slot);
    const names = slot === undefined ? slots(this.storage) : [SLOT + slot];
    for (const name of names) this.storage.removeItem(name);
    await this.#ask("forget", slot ?? null, token);
  }

  /** A new team key, held by the worker under its public key (the handle). */
  createTeamKey(): Promise<{ publicKey: string; privateHandle: string }> {
    return this.#ask("createTeamKey");
  }

  /** The held team key, boxed for one member. `no-key`. */
  shareTeamKey(teamPublicKey: string, recipientPublicKey: string): Promise<string> {
    return this.#ask("shareTeamKey", teamPublicKey, recipientPublicKey);
  }

  /** Hold the team key that was shared with us. `bad-share`. */
  openTeamKey(share: TeamShare): Promise<void> {
    return this.#ask("openTeamKey", share);
  }

  /** A new epoch, held at once. `no-epoch` when the one before is not held, `bad-input` without us. */
  createEpoch(epoch: EpochToCreate): Promise<NewEpoch> {
    return this.#ask("createEpoch", epoch);
  }

  /**
   * Hold an epoch; open older ones first. `linked` tells whether its link was checked: always when the
   * epoch before is held. When it is not, `mayStart` decides: nothing refused is ever held.
   * `bad-share`, `bad-commitment`, `bad-link`, `no-key`.
   */
  openEpoch(epoch: EpochToOpen): Promise<{ linked: boolean }> {
    return this.#ask("openEpoch", epoch);
  }

  hasEpoch(conversation: string, epoch: number): Promise<boolean> {
    return this.#ask("hasEpoch", conversation, epoch);
  }

  /** A held epoch, boxed for one more reader by this identity. `no-epoch`. */
  reshare(epoch: EpochToReshare): Promise<string> {
    return this.#ask("reshare", epoch);
  }

  /** A message for the wire. `no-epoch`, `too-long`. */
  encrypt(message: Header & { readonly body: Body }): Promise<string> {
    return this.#ask("encrypt", message);
  }

  /** What was written. `no-epoch`, `cannot-vouch`. */
  decrypt(message: Header & { readonly ciphertext: string }): Promise<Body> {
    return this.#ask("decrypt", message);
  }

  /** The drawer's text as the server keeps it under this revision. `too-long`, `no-identity`. */
  sealDrawer(given: { revision: number; text: string }): Promise<string> {
    return this.#ask("sealDrawer", given);
  }

  /** The drawer's text. `cannot-vouch`, `no-identity`. */
  openDrawer(given: { revision: number; sealed: string }): Promise<string> {
    return this.#ask("openDrawer", given);
  }

  /** Overwrite every key in the worker. It waits its turn; to leave at once, `stop` as well. */
  wipe(): Promise<void> {
    return this.#ask("wipe");
  }

  /** End the worker now, whatever it is doing; its memory goes with it. */
  stop(): void {
    this.worker.terminate();
    this.#end("stopped");
  }

  #ask<V extends keyof Verbs>(
    verb: V,
    ...args: Parameters<Verbs[V]>
  ): Promise<Awaited<ReturnType<Verbs[V]>>> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(new CryptoError(this.#ended));
      const id = ++this.#last;
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      this.worker.postMessage({ id, verb, args });
    });
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("code" in answer) waiting?.reject(new CryptoError(answer.code));
    else waiting?.resolve(answer.value);
  }

  #end(code: Code): void {
    this.#ended ??= code;
    for (const { reject } of this.#waiting.values()) reject(new CryptoError(this.#ended));
    this.#waiting.clear();
  }
}

function slots(storage: Storage): string[] {
  const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
  return names.filter((name) => name.startsWith(SLOT));
}
