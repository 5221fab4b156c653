/** `<toolbox-kept>`: one saved tool, with a private note, a reminder, and whether it helped. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import type { Drawer } from "./box";
import { pageOf } from "./cards";
import { sayOfTool } from "./feedback";
import "./remind-field";
import { LONGEST_NOTE, type SavedTool, setAnswered, setNote, setReminder } from "./tools";
import { whyNot } from "./trouble";

const SOON = 3600_000; // ms after saving before it is asked
const PAUSE = 800; // ms without typing before a note is saved

/** Set `drawer` and `tool`. Fires `drop` (detail: the tool) and `trouble` (the error). */
export class KeptTool extends LitElement {
  static override properties = {
    drawer: { attribute: false },
    tool: { attribute: false },
    noted: { state: true },
    thanked: { state: true },
    trouble: { state: true },
  };

  declare drawer: Drawer;
  declare tool: SavedTool;
  declare protected noted: string;
  declare protected thanked: boolean;
  declare protected trouble: string;

  #typed: string | null = null; // of the note, not saved yet
  #pause: ReturnType<typeof setTimeout> | null = null;
  readonly #t = pick(toolbox);
  readonly #hidden = (): void => {
    if (document.visibilityState === "hidden") void this.#saveNote();
  };

  constructor() {
    super();
    this.noted = "";
    this.thanked = false;
    this.trouble = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#hidden);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#hidden);
    if (this.#pause) clearTimeout(this.#pause);
  }

  protected override render(): TemplateResult {
    const { name, line } = this.tool;
    const t = this.#t.saved;
    return html`<article class="kept-tool">
      <h3><a href=${pageOf(this.tool)} aria-label=${t.open(name)}>${name}</a></h3>
      <p>${line}</p>
      ${this.#note()}
      <toolbox-remind .due=${this.tool.due} @remind=${this.#remind}></toolbox-remind>
      ${this.#tried()}
      <div role="alert">${this.trouble ? html`<p class="notice notice-care">${this.trouble}</p>` : nothing}</div>
      <button type="button" class="button button-tertiary button-small" @click=${this.#drop}>
        ${icon("bin")} ${t.remove}<span class="sr-only">: ${name}</span>
      </button>
    </article>`;
  }

  #note(): TemplateResult {
    const t = this.#t.saved;
    const id = `note-${this.tool.id}`;
    return html`<label class="form-label" for=${id}>${t.note}</label>
      <textarea
        id=${id}
        class="form-input kept-note"
        rows="3"
        maxlength=${LONGEST_NOTE}
        autocomplete="off"
        aria-describedby="${id}-hint"
        .value=${this.#typed ?? this.tool.note}
        @input=${this.#typing}
        @blur=${() => void this.#saveNote()}
      ></textarea>
      <p class="step-hint" id="${id}-hint">${t.noteHint} <span role="status">${this.noted}</span></p>`;
  }

  #tried(): unknown {
    const t = this.#t.saved;
    if (this.thanked) return html`<p class="notice notice-good" role="status">${icon("check")} ${t.thanks}</p>`;
    if (!mayHaveTried(this.tool)) return nothing;
    return html`<fieldset class="kept-tried">
      <legend class="form-label">${t.tried}</legend>
      <p class="step-hint">${t.triedHint}</p>
      <div class="step-buttons">
        ${Object.entries(t.verdicts).map(
          ([verdict, text]) => html`<button
            type="button"
            class="button button-secondary button-small"
            @click=${() => this.#say(verdict)}
          >
            ${text}
          </button>`,
        )}
      </div>
    </fieldset>`;
  }

  #typing(event: Event): void {
    this.#typed = (event.target as HTMLTextAreaElement).value;
    this.noted = "";
    if (this.#pause) clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#saveNote(), PAUSE);
  }

  async #saveNote(): Promise<void> {
    if (this.#pause) clearTimeout(this.#pause);
    const note = this.#typed;
    if (note === null || note === this.tool.note) return;
    this.noted = this.#t.saved.noteSaving;
    const saved = await this.#try(() => setNote(this.drawer, this.tool.id, note));
    this.noted = saved ? this.#t.saved.noteSaved : "";
    if (saved && this.#typed === note) this.#typed = null;
  }

  #remind(event: CustomEvent<number | null>): void {
    void this.#try(() => setReminder(this.drawer, this.tool.id, event.detail));
  }

  /** What was asked about is answered: the reminder has done its work. */
  async #say(verdict: string): Promise<void> {
    this.thanked = await this.#try(async () => {
      await sayOfTool(this.tool, verdict);
      await setAnswered(this.drawer, this.tool.id);
      if (this.tool.due !== null && this.tool.due <= Date.now()) await setReminder(this.drawer, this.tool.id, null);
    });
  }

  #drop(): void {
    this.dispatchEvent(new CustomEvent("drop", { detail: this.tool, bubbles: true }));
  }

  async #try(act: () => Promise<void>): Promise<boolean> {
    this.trouble = "";
    try {
      await act();
      return true;
    } catch (error) {
      this.trouble = whyNot(error, this.#t);
      return false;
    }
  }
}

/** Asked once, and not of what was saved just now. */
function mayHaveTried({ answered, due, savedAt }: SavedTool, now = Date.now()): boolean {
  return !answered && ((due !== null && due <= now) || savedAt <= now - SOON);
}

customElements.define("toolbox-kept", KeptTool);
