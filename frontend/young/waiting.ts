/** `<naere-waiting>`: the place in the queue, an honest wait, something to do; or a letter on its way. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import type { ConversationSession } from "../chat/session";
import type { Conversation, Kind, Now } from "../wire";
import "./breathe";
import { Light } from "./light";
import { noLongerText, waitText, whyNoLonger, whyNotNow } from "./waits";

/** Fires `kind` (a `Kind`), `withdraw` and `want-words`. It stands above the conversation, where one can write already. */
export class Waiting extends Light {
  static override properties = {
    session: { attribute: false },
    now: { attribute: false },
    hasWords: { type: Boolean },
    busy: { type: Boolean },
    asks: { state: true },
  };

  declare session: ConversationSession;
  declare now: Now | null;
  declare hasWords: boolean;
  declare busy: boolean;
  declare protected asks: boolean; // whether to leave

  #heard: ConversationSession | null = null;

  constructor() {
    super();
    this.now = null;
    this.hasWords = false;
    this.busy = false;
    this.asks = false;
  }

  readonly #changed = (): void => this.requestUpdate();

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("session")) return;
    this.#heard?.removeEventListener("change", this.#changed);
    this.session.addEventListener("change", this.#changed);
    this.#heard = this.session;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#heard?.removeEventListener("change", this.#changed);
    this.#heard = null;
  }

  protected override render(): unknown {
    const { conversation } = this.session;
    if (!conversation) return nothing;
    return conversation.kind === "letter" ? this.#letter(conversation) : this.#queue(conversation);
  }

  #queue(conversation: Conversation): TemplateResult {
    const t = this.t.waiting;
    const lost = this.session.connection === "offline";
    const stopped = this.now ? noLongerText(this.now, this.t) : "";
    return html`<section class="wait">
      <h1 tabindex="-1">${t.title}</h1>
      <div class="wait-place" role="status">
        ${lost ? html`<p class="wait-lost">${icon("alert")} ${t.lost}</p>` : this.#place()}
        ${stopped ? html`<p class="notice notice-info">${stopped}</p>` : nothing}
      </div>
      ${conversation.handedOver ? html`<p>${t.handedOver}</p>` : html`<p>${t.next}</p>`}
      <p>${t.write}</p>
      <div class="wait-do">
        <naere-breathe></naere-breathe>
        ${this.#switch("letter", t.toLetter, stopped ? "primary" : "secondary")}
        ${this.#leave(t.leave)}
      </div>
      ${this.asks ? this.#sure(t.leaveSure, t.leaveYes) : nothing}
    </section>`;
  }

  #place(): TemplateResult {
    const t = this.t.waiting;
    const { place } = this.session;
    if (!place) return html`<p>${t.finding}</p>`;
    const where = place.position === 1 ? t.first : t.place(place.position, place.of);
    // Where none is on duty a time would be a guess.
    const wait = this.now && whyNoLonger(this.now) ? nothing : waitText(place.expectedWaitSeconds, t);
    return html`<p><strong>${where}</strong> ${wait}</p>`;
  }

  #letter(conversation: Conversation): TemplateResult {
    const t = this.t.waiting;
    const hours = this.now?.letterAnswerHours ?? null;
    const canSwitch = this.now !== null && whyNotNow(this.now) === null && !conversation.handedOver;
    return html`<section class="wait">
      <h1 tabindex="-1">${t.letterTitle}</h1>
      <p>${t.letterLead} ${hours ? t.letterHours(hours) : nothing}</p>
      ${this.hasWords ? nothing : this.#words()}
      <div class="wait-do">
        ${canSwitch ? this.#switch("now", t.toNow) : nothing} ${this.#leave(t.withdraw)}
      </div>
      ${this.asks ? this.#sure(t.withdrawSure, t.withdrawYes) : nothing}
    </section>`;
  }

  #words(): TemplateResult {
    const t = this.t.waiting;
    return html`<div class="notice notice-info">
      ${icon("key")}
      <div class="notice-body">
        <p>${t.letterWords}</p>
        <p>
          <button type="button" class="button button-secondary button-small" @click=${() => this.tell("want-words")}>
            ${t.getWords}
          </button>
        </p>
      </div>
    </div>`;
  }

  #leave(label: string): TemplateResult {
    return html`<button
      type="button"
      class="button button-secondary button-small"
      aria-expanded=${this.asks}
      @click=${() => (this.asks = !this.asks)}
    >
      ${icon("door")} ${label}
    </button>`;
  }

  #sure(question: string, yes: string): TemplateResult {
    return html`<div class="notice notice-info" role="group" aria-label=${question}>
      <div class="notice-body">
        <p role="status">${question}</p>
        <div class="talk-choices">
          <button type="button" class="button button-primary button-small" ?disabled=${this.busy} @click=${this.#withdraw}>
            ${yes}
          </button>
          <button type="button" class="button button-secondary button-small" @click=${() => (this.asks = false)}>
            ${this.t.waiting.stay}
          </button>
        </div>
      </div>
    </div>`;
  }

  readonly #withdraw = (): void => {
    this.asks = false;
    this.tell("withdraw");
  };

  #switch(kind: Kind, label: string, look = "secondary"): TemplateResult {
    return html`<button
      type="button"
      class="button button-${look} button-small"
      ?disabled=${this.busy}
      @click=${() => this.tell("kind", kind)}
    >
      ${icon(kind === "letter" ? "letter" : "chat")} ${label}
    </button>`;
  }
}

customElements.define("naere-waiting", Waiting);
