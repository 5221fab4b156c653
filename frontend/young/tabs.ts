/** The tabs of one browser: a second one may open the same conversations. (Leaving at once is `exit.ts`'s.) */

const CHANNEL = "naere-young"; // of exit.ts, too
const ANSWER_WITHIN = 400; // ms

type Message = { say: "ask" } | { say: "token"; token: string } | { say: "here"; who: string };

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
  #late: string | null = null; // the answer of a tab that slept when it was asked

  constructor(private readonly options: TabsOptions) {
    this.#channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(CHANNEL) : null;
    this.#channel?.addEventListener("message", (event: MessageEvent<Message>) => this.#heard(event.data));
  }

  /**
   * The sealed identity of another tab, or null when none answers. A phone lets tabs in the background sleep:
   * what one says when it wakes is the answer to the next question.
   */
  ask(): Promise<string | null> {
    const channel = this.#channel;
    if (!channel) return Promise.resolve(null);
    return new Promise((resolve) => {
      let isOver = false;
      const heard = (event: MessageEvent<Message>): void => {
        if (event.data.say !== "token") return;
        clearTimeout(timer);
        channel.removeEventListener("message", heard);
        if (isOver) this.#late = event.data.token;
        else resolve(event.data.token);
      };
      const timer = setTimeout(() => {
        isOver = true;
        resolve(this.#late);
        this.#late = null;
      }, ANSWER_WITHIN);
      channel.addEventListener("message", heard);
      this.#say({ say: "ask" });
    });
  }

  /** Tell the other tabs who has begun, or come back, in this one. */
  tell(who: string): void {
    this.#say({ say: "here", who });
  }

  /** Say and hear nothing more. */
  close(): void {
    this.#channel?.close();
  }

  #heard(message: Message): void {
    const token = message.say === "ask" ? this.options.token() : null;
    if (token) this.#say({ say: "token", token });
    const who = message.say === "here" ? this.options.who() : null;
    if (who && message.say === "here" && who !== message.who) this.options.other();
  }

  #say(message: Message): void {
    this.#channel?.postMessage(message);
  }
}
