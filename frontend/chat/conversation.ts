/** `<naere-conversation>`: an open conversation, the same for the young person and the staff. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { ApiError } from "../api";
import { chat, type ChatTexts } from "../i18n/chat";
import { pick } from "../i18n/pick";
import type { CardActs } from "../toolbox/card-view";
import type { Card, PickedTool } from "../toolbox/cards";
import type { Conversation } from "../wire";
import "./composer";
import type { Composer } from "./composer";
import { phase } from "./frame";
import { icon } from "./icons";
import { logRows } from "./log";
import { nameOf, otherOf, partyOf, readersOf } from "./names";
import { notices } from "./notices";
import type { ConversationSession } from "./session";

const NEAR_END = 80; // px from the newest message that count as being there
const LOOK_AT_CLOCK = 15_000; // ms

/**
 * Set `session`. `offers-end` and `offers-call` show those buttons. Fires `naere-write` (the draft) and
 * `naere-sent` (the text), both bubbling, so that what is around it can look at the words on the device.
 */
export class NaereConversation extends LitElement {
  static override properties = {
    session: { attribute: false },
    offersEnd: { type: Boolean, attribute: "offers-end" },
    offersCall: { type: Boolean, attribute: "offers-call" },
    aside: { attribute: false },
    cards: { attribute: false },
    tools: { attribute: false },
    signInUrl: { attribute: "sign-in-url" },
    asksEnd: { state: true },
    fresh: { state: true },
    trouble: { state: true },
  };

  declare session: ConversationSession | null;
  declare offersEnd: boolean;
  declare offersCall: boolean;
  declare aside: unknown; // what the page around it puts above the pen
  declare cards: CardActs | null; // what the reader may do with a tool that was sent
  declare tools: (() => Promise<readonly PickedTool[]>) | null; // those that the reader may send
  declare signInUrl: string;
  declare protected asksEnd: boolean;
  declare protected fresh: number; // messages below what is in view
  declare protected trouble: string;

  #atEnd = true;
  #count = 0;
  #heard: ConversationSession | null = null;
  #clock: ReturnType<typeof setInterval> | null = null;
  #watched: HTMLElement | null = null;
  // A keyboard or a panel opens, and the log is lower than before: its end stays in view.
  readonly #sized = new ResizeObserver(() => this.#stayAtEnd());

  constructor() {
    super();
    this.session = null;
    this.offersEnd = false;
    this.offersCall = false;
    this.aside = nothing;
    this.cards = null;
    this.tools = null;
    this.signInUrl = "";
    this.asksEnd = false;
    this.fresh = 0;
    this.trouble = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => this.requestUpdate(), LOOK_AT_CLOCK);
    document.addEventListener("visibilitychange", this.#look);
    this.#listen(this.session);
    this.requestUpdate();
    this.cards?.addEventListener("change", this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cards?.removeEventListener("change", this.#changed);
    if (this.#clock) clearInterval(this.#clock);
    document.removeEventListener("visibilitychange", this.#look);
    this.#sized.disconnect();
    this.#watched = null;
    this.#listen(null);
  }

  /** Put the cursor where one writes. */
  override focus(): void {
    this.querySelector<Composer>("naere-composer")?.focus();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("session") && this.isConnected) this.#listen(this.session);
    if (changed.has("cards")) this.#watchCards(changed.get("cards") as CardActs | null | undefined);
    const theirs = this.session?.messages.filter((one) => !one.mine).length ?? 0;
    if (theirs > this.#count && !this.#atEnd) this.fresh += theirs - this.#count;
    this.#count = theirs;
  }

  protected override updated(): void {
    const log = this.#log;
    if (log && log !== this.#watched) this.#sized.observe(log);
    this.#watched = log;
    this.#stayAtEnd();
    this.#look();
  }

  #stayAtEnd(): void {
    const log = this.#log;
    if (log && this.#atEnd) log.scrollTop = log.scrollHeight;
  }

  #listen(session: ConversationSession | null): void {
    if (this.#heard === session) return;
    this.#heard?.removeEventListener("change", this.#changed);
    session?.addEventListener("change", this.#changed);
    this.#heard = session;
    this.#atEnd = true;
    this.fresh = 0;
  }

  readonly #changed = (): void => this.requestUpdate();

  #watchCards(before: CardActs | null | undefined): void {
    before?.removeEventListener("change", this.#changed);
    if (this.isConnected) this.cards?.addEventListener("change", this.#changed);
  }

  /** What stands on the screen of a page in view is seen. */
  readonly #look = (): void => {
    if (document.visibilityState !== "visible" || !this.#atEnd || !this.session) return;
    const places = this.session.messages.map((one) => (one.mine ? 0 : (one.seq ?? 0)));
    const last = Math.max(0, ...places);
    if (last) this.session.saw(last);
  };

  get #log(): HTMLElement | null {
    return this.querySelector(".talk-log");
  }

  #scrolled(): void {
    const log = this.#log;
    if (!log) return;
    this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    if (this.#atEnd) this.fresh = 0;
    this.#look();
  }

  #toNewest(): void {
    this.#atEnd = true;
    this.fresh = 0;
    this.requestUpdate();
  }

  protected override render(): unknown {
    const { session } = this;
    const texts = pick(chat);
    const conversation = session?.conversation;
    if (!session || !conversation) return this.#before(texts);
    const name = (identity: string): string => nameOf(conversation, identity, texts);
    const retry = (id: string): void => session.retry(id);
    const maySendTools = (identity: string): boolean => partyOf(conversation, identity) !== "young";
    const context = { texts, name, retry, maySendTools, cards: this.cards };
    const other = otherOf(conversation, session.me.id)?.name ?? texts.someone;
    return html`<section class="talk" aria-label="${texts.conversation}: ${other}">
      ${this.#head(session, conversation, texts)}
      <div class="talk-log" role="log" aria-relevant="additions" aria-label=${texts.log} tabindex="0" @scroll=${this.#scrolled}>
        <ol class="talk-list">
          ${this.#frame(conversation, texts)} ${logRows(session.messages, context)}
          ${this.#soonOver(conversation, texts)}
        </ol>
      </div>
      ${this.#foot(session, conversation, texts)}
    </section>`;
  }

  #before(texts: ChatTexts): TemplateResult {
    const ended = this.session?.ended;
    const text = ended === "gone" ? texts.gone : ended === "signed-out" ? texts.signedOut : texts.connecting;
    return html`<section class="talk talk-empty"><p role="status">${text}</p></section>`;
  }

  #head(session: ConversationSession, conversation: Conversation, texts: ChatTexts): TemplateResult {
    const other = otherOf(conversation, session.me.id);
    const here = other && session.present.includes(other.identity);
    return html`<header class="talk-head">
      <div class="talk-who">
        <span class="talk-name">${other?.name ?? texts.someone}</span>
        ${other?.isProgram ? html`<span class="talk-program">${texts.program}</span>` : nothing}
        ${other && conversation.state === "active"
          ? html`<span class="talk-here ${here ? "is-here" : ""}">${here ? texts.here : texts.away}</span>`
          : nothing}
      </div>
      ${this.#readers(session, conversation, texts)} ${this.#actions(session, conversation, texts)}
    </header>`;
  }

  #readers(session: ConversationSession, conversation: Conversation, texts: ChatTexts): TemplateResult {
    const readers = readersOf(conversation, session.me, texts);
    return html`<details class="talk-readers">
      <summary>${icon("lock")} <span>${texts.whoReads}</span></summary>
      <div class="talk-readers-list">
        <ul>
          ${readers.map((one) => html`<li>${one.name}${one.what ? ` (${one.what})` : nothing}</li>`)}
        </ul>
        <p>${texts.readers}</p>
      </div>
    </details>`;
  }

  #actions(session: ConversationSession, conversation: Conversation, texts: ChatTexts): unknown {
    if (conversation.state === "closed") return nothing;
    return html`<div class="talk-actions">
      ${this.offersCall ? this.#professional(session, texts) : nothing}
      ${this.offersEnd
        ? html`<button type="button" class="button button-secondary button-small" aria-expanded=${this.asksEnd} @click=${() => (this.asksEnd = !this.asksEnd)}>
            <span>${texts.end[0]}<span class="talk-end-what"> ${texts.end[1]}</span></span>
          </button>`
        : nothing}
    </div>`;
  }

  #professional({ professional }: ConversationSession, texts: ChatTexts): unknown {
    if (professional === "nobody") {
      return html`<p class="talk-nobody">
        ${texts.nobodyOnDuty} <a href="/hjaelp/" target="_blank" rel="noopener">${texts.helpNow}</a>
      </p>`;
    }
    if (!professional) return nothing;
    return html`<button type="button" class="button button-secondary button-small" @click=${this.#call}>
      ${icon("phone")} ${texts.call}
    </button>`;
  }

  #frame(conversation: Conversation, texts: ChatTexts): unknown {
    if (conversation.state === "waiting") return nothing;
    const letter = conversation.kind === "letter";
    const text = letter ? texts.frameLetter : texts.frame(conversation.sessionMinutes);
    return html`<li class="talk-note">${icon(letter ? "letter" : "clock")} ${text}</li>`;
  }

  #soonOver(conversation: Conversation, texts: ChatTexts): unknown {
    const now = phase(conversation, Date.now());
    if (now !== "soon-over" && now !== "over") return nothing;
    return html`<li class="talk-note">
      ${icon("clock")} ${now === "over" ? texts.timeIsUp : texts.soonOver}
    </li>`;
  }

  #foot(session: ConversationSession, conversation: Conversation, texts: ChatTexts): TemplateResult {
    const other = otherOf(conversation, session.me.id);
    return html`<div class="talk-foot">
      ${this.fresh
        ? html`<button type="button" class="talk-jump" @click=${this.#toNewest}>
            ${icon("down")} ${texts.newMessages(this.fresh)}<span class="sr-only">. ${texts.toNewest}</span>
          </button>`
        : nothing}
      <p class="talk-typing" role="status">
        ${session.typing
          ? html`<span class="talk-dots" aria-hidden="true"><i></i><i></i><i></i></span>
              ${texts.typing(other?.name ?? texts.someone)}`
          : nothing}
      </p>
      ${notices({
        ...{ session, conversation, texts, asksEnd: this.asksEnd, signInUrl: this.signInUrl },
        aside: this.aside,
        trouble: this.trouble,
        end: () => this.#try(() => session.end()),
        stay: () => (this.asksEnd = false),
        withdraw: () => this.#try(() => session.withdrawCall()),
        share: (yes) => this.#try(() => session.shareOlder(yes)),
      })}
      ${conversation.state === "closed" || session.ended === "gone"
        ? html`<p class="talk-closed">${session.ended === "gone" ? texts.gone : texts.closed}</p>`
        : html`${this.tools
              ? html`<toolbox-picker .load=${this.tools} @naere-tool=${this.#sendTool}></toolbox-picker>`
              : nothing}
            <naere-composer
            .draft=${session.draft}
            ?letter=${conversation.kind === "letter"}
            @naere-write=${this.#wrote}
            @naere-send=${this.#send}
          ></naere-composer>`}
    </div>`;
  }

  #wrote(event: CustomEvent<string>): void {
    if (!this.session) return;
    this.session.draft = event.detail;
    if (event.detail) this.session.sayTyping();
  }

  #send(event: CustomEvent<string>): void {
    event.stopPropagation();
    this.#toNewest();
    this.session?.send(event.detail);
    this.dispatchEvent(new CustomEvent("naere-sent", { detail: event.detail, bubbles: true }));
  }

  #sendTool(event: CustomEvent<Card>): void {
    this.#toNewest();
    this.session?.sendTool(event.detail);
    this.focus();
  }

  readonly #call = (): void => {
    void this.#try(async () => this.session?.call());
  };

  async #try(act: () => Promise<void>): Promise<void> {
    this.trouble = "";
    this.asksEnd = false;
    try {
      await act();
    } catch (error) {
      this.trouble = troubleOf(error, pick(chat));
    }
  }
}

function troubleOf(error: unknown, texts: ChatTexts): string {
  const code = error instanceof ApiError ? error.code : "";
  if (code === "nobody-on-duty") return texts.nobodyOnDuty;
  if (code === "already-called") return texts.alreadyCalled;
  return code === "offline" ? texts.offline : texts.failed;
}

customElements.define("naere-conversation", NaereConversation);

declare global {
  interface HTMLElementTagNameMap {
    "naere-conversation": NaereConversation;
    "naere-composer": Composer;
  }
}
