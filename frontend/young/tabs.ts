/** The tabs of one browser: a second one may open the same conversations. (Leaving at once is `exit.ts`'s.) */

import { newId } from "../chat/ids";

const CHANNEL = "naere-young"; // of exit.ts, too
const ANSWER_WITHIN = 400; // ms
const LATE_FOR = 60_000; // ms that the answer of a tab that slept is good for: time to come back to this one

type Message =
  | { say: "ask"; question: string }
  | { say: "token"; token: string; question: string; at: number } // `at`: when, in ms of the device's clock
  | { say: "here"; who: string }
  | { say: "gone" | "exit" };

export interface TabsOptions {
  /** The sealed identity of this tab (`CryptoClient.remember`), which opens nothing by itself. */
  token(): string | null;
  /** The public key of whoever is in this tab. */
  who(): string | null;
  /** Somebody else has begun in another tab: the browser's one session is theirs now. */
  other(): void;
}

/** Talks to the other tabs; does nothing where browsers cannot (before 2022). */
export class Tabs {
  readonly #channel: BroadcastChannel | null;
  #question = ""; // the last one of this tab: what others are answered is not for it
  #answer: ((token: string) => void) | null = null;
  #late: { token: string; at: number } | null = null; // the answer of a tab that slept when it was asked

  constructor(private readonly options: TabsOptions) {
    this.#channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(CHANNEL) : null;
    this.#channel?.addEventListener("message", (event: MessageEvent<Message>) => this.#heard(event.data));
    if (typeof window !== "undefined") window.addEventListener("pagehide", this.#goes);
  }

  /**
   * The sealed identity of another tab, or null when none answers. A phone lets tabs in the background sleep:
   * what one says when it wakes is the answer to the next question, for a minute and while it is open.
   */
  ask(): Promise<string | null> {
    if (!this.#channel) return Promise.resolve(null);
    return new Promise((resolve) => {
      const done = (token: string | null): void => {
        clearTimeout(timer);
        this.#answer = null;
        resolve(token);
      };
      const timer = setTimeout(() => done(this.#takeLate()), ANSWER_WITHIN);
      this.#answer = done;
      this.#question = newId();
      this.#say({ say: "ask", question: this.#question });
    });
  }

  #takeLate(): string | null {
    const late = this.#late;
    this.#late = null;
    return late && Date.now() - late.at < LATE_FOR ? late.token : null;
  }

  /** Tell the other tabs who has begun, or come back, in this one. */
  tell(who: string): void {
    this.#say({ say: "here", who });
  }

  /** Say and hear nothing more. */
  close(): void {
    this.#goes();
    if (typeof window !== "undefined") window.removeEventListener("pagehide", this.#goes);
    this.#channel?.close();
  }

  /** What this tab has answered late is not to be had when it is no longer open. */
  readonly #goes = (): void => {
    if (this.options.token()) this.#say({ say: "gone" });
  };

  #heard(message: Message): void {
    switch (message.say) {
      case "ask": {
        const token = this.options.token();
        if (token) this.#say({ say: "token", token, question: message.question, at: Date.now() });
        return;
      }
      case "token":
        if (message.question !== this.#question) return;
        if (this.#answer) this.#answer(message.token);
        else this.#late = { token: message.token, at: message.at };
        return;
      case "exit":
      case "gone":
        this.#late = null;
        return;
      case "here": {
        const who = this.options.who();
        if (who && who !== message.who) this.options.other();
      }
    }
  }

  #say(message: Message): void {
    this.#channel?.postMessage(message);
  }
}
