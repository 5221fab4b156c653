/** `<naere-return>`: six words open what was written before. Typing is forgiving; errors are kind. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ApiError } from "../api";
import { CryptoError } from "../crypto/client";
import { COUNT, put } from "../staff/typed-words";
import { alertBox, Light, why } from "./light";
import type { Self } from "./self";

const MOST_COMPLETIONS = 6;

/** Whoever opens by words: `Self` at the server, or what a device keeps. */
export type Opener = Pick<Self, "returnBy" | "completions">;

/** Fires `returned` when the words have opened, `start-new` for a new start. With `aside` it is a part of a page. */
export class Return extends Light {
  static override properties = {
    self: { attribute: false },
    aside: { type: Boolean },
    words: { state: true },
    found: { state: true },
    at: { state: true },
    busy: { state: true },
    trouble: { state: true },
    waitUntil: { state: true },
  };

  declare self: Opener;
  declare aside: boolean;
  declare protected words: readonly string[];
  declare protected found: readonly string[]; // completions of the word being typed
  declare protected at: number;
  declare protected busy: boolean;
  declare protected trouble: string;
  declare protected waitUntil: number; // ms

  #tick: ReturnType<typeof setInterval> | null = null;

  constructor() {
    super();
    this.aside = false;
    this.words = Array<string>(COUNT).fill("");
    this.found = [];
    this.at = -1;
    this.busy = false;
    this.trouble = "";
    this.waitUntil = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#tick) clearInterval(this.#tick);
    this.words = Array<string>(COUNT).fill("");
  }

  protected override render(): TemplateResult {
    const t = this.t.return;
    const seconds = Math.ceil((this.waitUntil - Date.now()) / 1000);
    return html`<form class="step" @submit=${this.#submit}>
      ${this.aside ? nothing : html`<h1 tabindex="-1">${t.title}</h1>
            <p class="lead">${t.lead}</p>`}
      <ol class="six-fields">
        ${this.words.map((word, at) => this.#field(word, at))}
      </ol>
      <p class="step-hint">${t.paste}</p>
      ${alertBox(seconds > 0 ? t.slow(seconds) : this.trouble)}
      <button class="button button-primary button-large" type="submit" ?disabled=${this.busy || seconds > 0}>
        ${this.busy ? t.opening : t.open}
      </button>
      ${this.aside ? nothing : this.#lost()}
    </form>`;
  }

  #lost(): TemplateResult {
    const t = this.t.return;
    return html`<details class="step-more">
      <summary>${t.lost}</summary>
      <p>${t.lostText}</p>
      <button type="button" class="button button-secondary" @click=${() => this.tell("start-new")}>${t.startNew}</button>
    </details>`;
  }

  #field(word: string, at: number): TemplateResult {
    const shown = this.at === at ? this.found : [];
    return html`<li>
      <label class="form-label" for="word-${at}">${this.t.return.word(at + 1)}</label>
      <input
        id="word-${at}"
        class="form-input"
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
        enterkeyhint=${at < COUNT - 1 ? "next" : "done"}
        .value=${live(word)}
        @input=${(event: Event) => this.#typed(at, event.target as HTMLInputElement)}
        @keydown=${(event: KeyboardEvent) => this.#key(at, event)}
      />
      <div class="completions">
        ${shown.map(
          (one) => html`<button type="button" class="completion" @click=${() => this.#complete(at, one)}>${one}</button>`,
        )}
      </div>
    </li>`;
  }

  #typed(at: number, input: HTMLInputElement): void {
    const given = input.value;
    this.words = put(this.words, at, given);
    this.trouble = "";
    this.found = [];
    this.at = at;
    const several = given.trim().split(/\s+/).length;
    if (/\S\s$/.test(given)) this.#focus(at + 1); // a space ends the word
    else if (several > 1) this.#focus(several >= COUNT ? COUNT - 1 : at + several - 1);
    else void this.#look(at, given);
  }

  async #look(at: number, prefix: string): Promise<void> {
    const found = await this.self.completions(prefix);
    if (this.at !== at || this.words[at] !== prefix.trim()) return;
    this.found = found.length === 1 && found[0] === prefix.trim() ? [] : found.slice(0, MOST_COMPLETIONS);
  }

  #complete(at: number, word: string): void {
    this.words = this.words.map((one, i) => (i === at ? word : one));
    this.found = [];
    this.#focus(at + 1);
  }

  #key(at: number, event: KeyboardEvent): void {
    const back = event.key === "Backspace" && this.words[at] === "" && at > 0;
    const on = event.key === "Enter" && at < COUNT - 1 && !this.words.every(Boolean);
    if (!back && !on) return;
    event.preventDefault();
    this.#focus(back ? at - 1 : at + 1);
  }

  #focus(at: number): void {
    this.querySelector<HTMLInputElement>(`#word-${Math.min(at, COUNT - 1)}`)?.focus();
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    this.trouble = "";
    try {
      await this.self.returnBy(this.words);
      this.tell("returned");
    } catch (error) {
      this.#refused(error);
    } finally {
      this.busy = false;
    }
  }

  #refused(error: unknown): void {
    const known = error instanceof ApiError || error instanceof CryptoError;
    this.trouble = (known && this.t.return.errors[error.code]) || why(error, this.t);
    if (!(error instanceof ApiError) || error.retryAfter === null) return;
    this.waitUntil = Date.now() + error.retryAfter * 1000;
    this.trouble = "";
    this.#tick ??= setInterval(() => this.requestUpdate(), 1000);
  }
}

customElements.define("naere-return", Return);
