/** The young person's path through the island: what is shown, what is open, what is asked for. */
import { api, ApiError } from "../api";
import type { ConversationSession } from "../chat/session";
import { CryptoError } from "../crypto/client";
import { startCrypto } from "../crypto/start";
import type { YoungTexts } from "../i18n/young";
import type { Kind } from "../wire";
import type { Config } from "./config";
import { why } from "./light";
import { afterCall, type Risk, RiskWatch } from "./risk";
import { Others } from "./others";
import { type Beginning, Self } from "./self";
import { showFallback } from "./support";
import { KeptDraft } from "./unsent";
import { current, landing, type View } from "./views";

const PAUSE = 1_200; // ms without typing before the draft is looked at
const LOOK_AT_NOW = 60_000; // ms

/**
 * Fires `change`, `moved` when another view is shown, `accepted` when a peer takes the conversation, `came`
 * for each new message, `wiped` when all of it is to disappear.
 */
export class Path extends EventTarget {
  view: View = "loading";
  session: ConversationSession | null = null;
  busy = false;
  trouble = "";
  calls = false; // show who to call
  risk: Risk = "";
  sent = false; // the answers after this conversation
  readonly draft = new KeptDraft();

  readonly self: Self;
  readonly others: Others;
  readonly #risk: RiskWatch;
  #back: View = "talk"; // where a side step leads back to
  #pause: ReturnType<typeof setTimeout> | null = null;
  #state = "";

  constructor(
    readonly config: Config,
    private readonly page: "write" | "return",
    private readonly t: YoungTexts,
  ) {
    super();
    this.#risk = new RiskWatch(config.riskWords);
    this.self = new Self(startCrypto(), api, config.tenant);
    this.others = new Others(api, () => this.self, () => void this.#signedOut());
    this.self.became = this.others.tell;
  }

  /** Begin: who this tab is, and where they land. */
  begin(): void {
    window.addEventListener("naere:exit", this.#exit);
    setInterval(() => void this.#lookAtNow(), LOOK_AT_NOW);
    void this.#land();
  }

  // -- coming in

  /** It is who is open in another tab; when it is not, `fresh`. */
  async accept(): Promise<void> {
    this.others.take();
    await this.#land();
  }

  fresh(): void {
    this.others.refuse();
    this.to(this.page === "return" && this.view !== "asleep" ? "return" : "start");
  }

  /** Somebody new, which takes the browser's one session from whoever has it: they are asked for first. */
  async startNew(): Promise<void> {
    this.to((await this.others.question()) || "start");
  }

  async #land(): Promise<void> {
    try {
      if (await this.self.restore()) await this.#arrive();
      else if (this.page === "write") await this.startNew();
      else this.to((await this.others.ask()) ? "other" : "return");
    } catch (error) {
      if (error instanceof CryptoError) showFallback();
      else this.#fail(error);
    }
  }

  async #arrive(): Promise<void> {
    const { me } = this.self;
    if (!me) return this.fresh();
    const view = landing(me, this.page, this.config.als);
    const going = current(me);
    if (view === "talk" && going) await this.open(going.id);
    else this.to(view);
  }

  // -- the steps

  async start(given: Beginning): Promise<void> {
    await this.#try(async () => {
      await this.self.start(given);
      this.to("before");
    });
  }

  async choose(kind: Kind): Promise<void> {
    await this.#try(async () => {
      try {
        const session = await this.self.begin(kind);
        this.draft.give(session);
        this.#listen(session);
        this.to("talk");
        await this.session?.open();
      } catch (error) {
        await this.#cannotBegin(error);
      }
    });
  }

  async #cannotBegin(error: unknown): Promise<void> {
    const code = error instanceof ApiError ? error.code : "";
    if (!["closed-now", "queue-full", "nobody-on-duty", "no-team", "too-many-open"].includes(code)) throw error;
    await this.self.refresh();
    this.calls = code === "no-team";
    if (code === "no-team") this.trouble = this.t.before.noTeam;
    if (code === "too-many-open") {
      this.to("mine");
      this.trouble = this.t.before.tooMany;
    }
  }

  async open(id: string): Promise<void> {
    const session = this.self.session(id);
    if (this.draft.belongsTo(id)) this.draft.give(session);
    this.#listen(session);
    this.to("talk");
    await this.session?.open();
  }

  async writeAgain(): Promise<void> {
    await this.#try(async () => {
      await this.self.refresh();
      this.to("before");
    });
  }

  async home(): Promise<void> {
    await this.#try(async () => {
      await this.self.refresh();
      this.to("mine");
    });
  }

  async kind(kind: Kind): Promise<void> {
    await this.#try(async () => {
      try {
        await this.session?.setKind(kind);
      } finally {
        await this.self.refresh(); // a refusal says that what is possible now is not what is shown
      }
    });
  }

  /** Go out of the queue, or take the waiting letter back. */
  async withdraw(): Promise<void> {
    await this.#try(async () => {
      await this.session?.end();
      await this.self.refresh();
    });
  }

  async feedback(answers: Record<string, number>): Promise<void> {
    const id = this.session?.id;
    if (!id) return;
    await this.#try(async () => {
      await api.conversations.feedback(id, answers);
      this.sent = true;
    });
  }

  async delete(): Promise<void> {
    await this.#try(async () => {
      const isGone = await this.self.forget().catch((error: unknown) => {
        void this.session?.open();
        throw error;
      });
      this.#listen(null);
      this.draft.drop();
      this.to("deleted");
      if (!isGone) this.trouble = this.t.delete.leftHere;
    });
  }

  async leave(): Promise<void> {
    await this.#try(async () => {
      await this.self.leave();
      this.#listen(null);
      this.draft.drop();
      this.to("return");
    });
  }

  aside(view: View): void {
    this.#back = this.view;
    this.to(view);
  }

  to(view: View): void {
    this.view = view;
    this.trouble = "";
    this.calls = false;
    this.#tell("moved");
    this.#change();
  }

  async #try(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = "";
    this.#change();
    try {
      await act();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.busy = false;
      this.#change();
    }
  }

  #change(): void {
    this.dispatchEvent(new Event("change"));
  }

  #tell(what: "moved" | "accepted" | "came"): void {
    this.dispatchEvent(new Event(what));
  }

  #fail(error: unknown): void {
    if (error instanceof ApiError && error.status === 401) void this.#signedOut();
    else this.trouble = why(error, this.t);
    this.#change();
  }

  // -- the open conversation

  #listen(session: ConversationSession | null): void {
    if (session === this.session) return;
    for (const [what, hear] of this.#heard) this.session?.removeEventListener(what, hear);
    // A place in the queue is kept by an open line: only what has ended is closed.
    if (this.session?.conversation?.state === "closed") this.session.close();
    for (const [what, hear] of this.#heard) session?.addEventListener(what, hear);
    this.session = session;
    this.sent = false;
    this.risk = "";
    this.#state = "";
  }

  readonly #changed = (): void => {
    const before = this.#state;
    const state = this.session?.conversation?.state ?? "";
    this.#state = state;
    if (before && before !== state && this.view === "talk") {
      if (state === "closed") this.to("talk"); // to the top, where the close is
      if (state === "active") this.#tell("accepted");
    }
    this.#change();
  };

  /** Deleted, perhaps from another device: nothing of it stays on this screen. */
  readonly #gone = (): void => {
    this.session?.wipe();
    this.#listen(null);
    void this.home();
  };

  readonly #heard = [
    ["change", this.#changed],
    ["signed-out", (): void => void this.#signedOut()],
    ["message", (): void => this.#tell("came")],
    ["gone", this.#gone],
  ] as const;

  async #signedOut(): Promise<void> {
    this.draft.keep(this.session); // before it is wiped with the rest
    await this.self.signedOut();
    this.#listen(null);
    this.to("signed-out");
  }

  async #lookAtNow(): Promise<void> {
    const waits = this.session?.conversation?.state === "waiting";
    if (document.visibilityState !== "visible" || !this.self.me) return;
    if (this.view !== "before" && !waits) return;
    await this.self.refresh().catch(() => null);
    this.#change();
  }

  wrote(text: string): void {
    if (this.#pause) clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.lookAt(text), PAUSE);
  }

  lookAt(text: string, isSent = false): void {
    if (this.#pause) clearTimeout(this.#pause); // what was written has become what was sent
    if (!this.#risk.look(text, Date.now(), isSent) || this.risk) return;
    this.risk = "offer";
    this.#change();
  }

  async callProfessional(): Promise<void> {
    try {
      await this.session?.call();
      this.risk = "";
    } catch (error) {
      this.risk = afterCall(error instanceof ApiError ? error.code : "");
    }
    this.#change();
  }

  // -- going out

  readonly #exit = ({ detail }: WindowEventMap["naere:exit"]): void => {
    this.others.close(); // nobody is given the key any more
    this.self.wipe(detail);
    this.#risk.clear();
    this.draft.drop();
    this.session = null;
    this.view = "loading";
    sessionStorage.clear();
    this.dispatchEvent(new Event("wiped"));
  };

  // -- side steps

  back(): void {
    this.to(this.#back);
  }

  /** Set the offer of help: to the phone lines, or away. */
  offer(risk: "" | "lines"): void {
    this.risk = risk;
    this.#change();
  }
}
