/** Where one writes. Grows with the text, keeps the draft, sends on Enter where there is a keyboard. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { chat } from "../i18n/chat";
import { pick } from "../i18n/pick";
import { icon } from "./icons";

export const MOST = 4000; // characters of a message
const COUNT_FROM = 3600;
const MOST_ROWS = 8;
const LETTER_ROWS = 5;

let made = 0; // conversations stand side by side: each pen has ids of its own

/** Fires `naere-write` (detail: the draft) on each change, and `naere-send` (detail: the text). */
export class Composer extends LitElement {
  static override properties = {
    draft: { attribute: false },
    disabled: { type: Boolean },
    label: { type: String },
    letter: { type: Boolean },
  };

  declare draft: string;
  declare disabled: boolean;
  declare label: string;
  declare letter: boolean; // more room, and Enter is a new line

  readonly #id = `composer-${(made += 1)}`;
  readonly #hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)").matches;

  constructor() {
    super();
    this.draft = "";
    this.disabled = false;
    this.label = "";
    this.letter = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override focus(): void {
    this.querySelector("textarea")?.focus();
  }

  protected override render(): TemplateResult {
    const texts = pick(chat);
    const over = this.draft.length - MOST;
    return html`<form class="composer ${this.letter ? "is-letter" : ""}" @submit=${this.#submit}>
      <label class="sr-only" for=${this.#id}>${this.label || texts.write}</label>
      <textarea
        id=${this.#id}
        class="composer-text"
        rows=${Math.max(rowsOf(this.draft), this.letter ? LETTER_ROWS : 1)}
        placeholder=${texts.writePlaceholder}
        autocomplete="off"
        aria-describedby="${this.#id}-hint ${this.#id}-count"
        enterkeyhint=${this.#enterSends ? "send" : "enter"}
        .value=${live(this.draft)}
        @input=${this.#write}
        @keydown=${this.#key}
      ></textarea>
      <button class="button button-primary composer-send" type="submit" ?disabled=${!this.#maySend}>
        ${icon("send")}<span class="composer-word">${texts.send}</span>
      </button>
      <p class="composer-count ${over > 0 ? "is-over" : ""}" id="${this.#id}-count" role="status">
        ${this.draft.length < COUNT_FROM ? nothing : over > 0 ? texts.tooLong(over) : texts.left(-over)}
      </p>
      <p class="composer-hint" id="${this.#id}-hint">${this.#enterSends ? texts.enterSends : nothing}</p>
    </form>`;
  }

  get #enterSends(): boolean {
    return this.#hasKeyboard && !this.letter;
  }

  get #maySend(): boolean {
    return !this.disabled && this.draft.trim() !== "" && this.draft.length <= MOST;
  }

  #write(event: Event): void {
    this.draft = (event.target as HTMLTextAreaElement).value;
    this.#tell("naere-write", this.draft);
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    if (!this.#enterSends && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#submit(event);
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (!this.#maySend) return;
    const text = this.draft;
    this.draft = "";
    this.#tell("naere-write", "");
    this.#tell("naere-send", text);
    this.focus();
  }

  #tell(name: string, detail: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

/** How many lines to show: those of the text, and those that it wraps to at about 34 characters. */
export function rowsOf(text: string): number {
  const lines = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 34)), 0);
  return Math.min(MOST_ROWS, lines);
}

customElements.define("naere-composer", Composer);
