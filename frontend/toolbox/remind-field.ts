/** `<toolbox-remind>`: when one wants to be reminded. Off until one chooses. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import { calendarFile, giveFile } from "./calendar";
import { choices, isoDay, startOf } from "./reminders";
import { whenText } from "./when";

let made = 0;

/** Set `due` (ms or null). Fires `remind` (detail: ms or null). */
export class RemindField extends LitElement {
  static override properties = {
    due: { attribute: false },
    asksDate: { state: true },
    wrong: { state: true },
  };

  declare due: number | null;
  declare protected asksDate: boolean;
  declare protected wrong: boolean;

  readonly #id = `remind-${(made += 1)}`;
  readonly #t = pick(toolbox);

  constructor() {
    super();
    this.due = null;
    this.asksDate = false;
    this.wrong = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<div class="remind">
      ${this.due === null ? this.#ask() : this.#set(this.due)}
    </div>`;
  }

  #ask(): TemplateResult {
    const t = this.#t.saved;
    const now = new Date();
    return html`<label class="form-label" for=${this.#id}>${t.remind}</label>
      <select id=${this.#id} class="form-select" @change=${this.#chosen}>
        <option value="">${t.remindNone}</option>
        ${choices(now).map(({ due }) => html`<option value=${due}>${whenText(due, now, this.#t)}</option>`)}
        <option value="date" ?selected=${this.asksDate}>${t.date}</option>
      </select>
      ${this.asksDate ? this.#date() : nothing}
      <p class="step-hint">${t.remindHint}</p>`;
  }

  #date(): TemplateResult {
    const t = this.#t.saved;
    return html`<div class="remind-date">
      <label class="form-label" for="${this.#id}-date">${t.date}</label>
      <input
        id="${this.#id}-date"
        class="form-input"
        type="date"
        min=${isoDay(new Date())}
        aria-describedby="${this.#id}-wrong"
        aria-invalid=${this.wrong ? "true" : "false"}
      />
      <button type="button" class="button button-secondary button-small" @click=${this.#dated}>${t.setDate}</button>
      <p class="step-hint is-wrong" id="${this.#id}-wrong" role="status">${this.wrong ? t.badDate : nothing}</p>
    </div>`;
  }

  #set(due: number): TemplateResult {
    const t = this.#t.saved;
    return html`<p role="status">${this.#t.save.reminded(whenText(due, new Date(), this.#t))}</p>
      <div class="step-buttons">
        <button type="button" class="button button-secondary button-small" @click=${() => this.#tell(null)}>${t.stop}</button>
        <button type="button" class="button button-secondary button-small" @click=${() => this.#toCalendar(due)}>
          ${t.calendar}
        </button>
      </div>
      <p class="step-hint">${t.calendarHint}</p>`;
  }

  #toCalendar(due: number): void {
    giveFile(calendarFile(new Date(Math.max(due, Date.now())), this.#t.saved.calendarEntry));
  }

  #chosen(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.asksDate = value === "date";
    this.wrong = false;
    if (value && !this.asksDate) this.#tell(Number(value));
  }

  #dated(): void {
    const given = this.querySelector<HTMLInputElement>("input[type=date]")?.value ?? "";
    const due = startOf(given, new Date());
    this.wrong = due === null;
    if (due !== null) this.#tell(due);
  }

  #tell(detail: number | null): void {
    this.asksDate = false;
    this.dispatchEvent(new CustomEvent("remind", { detail, bubbles: true }));
  }
}

customElements.define("toolbox-remind", RemindField);
