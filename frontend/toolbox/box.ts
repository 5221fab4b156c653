/** A young person's drawer, open in this page: what they keep, sealed before it leaves (docs/protocol.md). */
import { ApiError } from "../api";
import { CryptoError } from "../crypto/client";
import { changed, type Entries, itemsOf, type Kind, merge, nameOf, parse, write } from "./entries";
import { rememberDue } from "./reminders";

export interface SealedDrawer {
  readonly revision: number; // 0: nothing is kept yet
  readonly sealed: string | null;
}

/** The server's side of a drawer. */
export interface DrawerCalls {
  drawer(): Promise<SealedDrawer>;
  /** 409 `changed` when another tab was quicker than this revision. */
  keepDrawer(given: { revision: number; sealed: string }): Promise<{ revision: number }>;
}

/** The key's side of a drawer: the worker's. */
export interface DrawerLock {
  sealDrawer(given: { revision: number; text: string }): Promise<string>;
  openDrawer(given: { revision: number; sealed: string }): Promise<string>;
}

const TRIES = 6; // tabs that were quicker, one after the other

/** Fires `change` when anything in it is another, `kept` when it is as the server keeps it. */
export class Drawer extends EventTarget {
  #entries: Entries = new Map();
  #revision = 0;
  #sealed: string | null = null;
  #work: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly lock: DrawerLock,
    private readonly calls: DrawerCalls,
    private readonly now: () => number,
  ) {
    super();
  }

  /** The drawer as the server keeps it. `CryptoError` `cannot-vouch` when it is not ours or not whole. */
  static async open(lock: DrawerLock, calls: DrawerCalls, now: () => number = Date.now): Promise<Drawer> {
    const drawer = new Drawer(lock, calls, now);
    await drawer.refresh();
    return drawer;
  }

  /** It as the server last kept or showed it. */
  get asKept(): SealedDrawer {
    return { revision: this.#revision, sealed: this.#sealed };
  }

  /** What is kept under a kind that has one value; null when there is nothing. */
  read<T>(kind: Kind): T | null {
    return (this.#entries.get(nameOf(kind))?.value ?? null) as T | null;
  }

  /** Keep a value under a kind, null to take it away. Errors as `put`. */
  write(kind: Kind, value: unknown): Promise<void> {
    return this.#set(nameOf(kind), value);
  }

  /** What is kept under a kind that has one value per tool, by the tool's id. */
  items<T>(kind: Kind): Map<string, T> {
    return itemsOf(this.#entries, kind) as Map<string, T>;
  }

  /**
   * Keep a value for one tool, null to take it away. It stands here at once; the promise tells when the
   * server has it. `ApiError` (offline, signed out), and what was put goes with the next that works;
   * `CryptoError` `too-long` when the drawer is full, and then it is not put.
   */
  put(kind: Kind, id: string, value: unknown): Promise<void> {
    return this.#set(nameOf(kind, id), value);
  }

  /** Look again at what other tabs and devices have put there. */
  refresh(): Promise<void> {
    return this.#do(() => this.#look());
  }

  #set(name: string, value: unknown): Promise<void> {
    const before = this.#entries;
    this.#take(changed(before, name, value, this.now()));
    return this.#do(async () => {
      try {
        await this.#save();
      } catch (error) {
        if (error instanceof CryptoError && error.code === "too-long") this.#undo(name, before);
        throw error;
      }
    });
  }

  #undo(name: string, before: Entries): void {
    const entries = new Map(this.#entries);
    const old = before.get(name);
    if (old) entries.set(name, old);
    else entries.delete(name);
    this.#take(entries);
  }

  /** One thing at a time, in the order asked; what fails does not stop the next. */
  #do(act: () => Promise<void>): Promise<void> {
    const done = this.#work.then(act);
    this.#work = done.catch(() => null);
    return done;
  }

  async #save(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const revision = this.#revision;
      const text = write(this.#entries, this.now());
      const sealed = await this.lock.sealDrawer({ revision: revision + 1, text });
      try {
        const kept = await this.calls.keepDrawer({ revision, sealed });
        return this.#isKept({ revision: kept.revision, sealed });
      } catch (error) {
        const isLate = error instanceof ApiError && error.code === "changed";
        if (!isLate || attempt >= TRIES) throw error;
        await this.#look();
      }
    }
  }

  async #look(): Promise<void> {
    const { revision, sealed } = await this.calls.drawer();
    // What was once shown in a later writing is never taken in an earlier one.
    if (revision < this.#revision) throw new CryptoError("cannot-vouch");
    const text = sealed === null ? "" : await this.lock.openDrawer({ revision, sealed });
    this.#take(merge(this.#entries, read(text)));
    this.#isKept({ revision, sealed });
  }

  #isKept({ revision, sealed }: SealedDrawer): void {
    [this.#revision, this.#sealed] = [revision, sealed];
    this.dispatchEvent(new Event("kept"));
  }

  #take(entries: Entries): void {
    this.#entries = entries;
    rememberDue(this.items("reminders"));
    this.dispatchEvent(new Event("change"));
  }
}

function read(text: string): Entries {
  try {
    return parse(text);
  } catch {
    throw new CryptoError("cannot-vouch");
  }
}
