/** The registration after a conversation, drawn from its schema: taps, no typing, under half a minute. */
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { ClosingField } from "../wire";
import { type Answers, filled, isChosen, LONGEST_FREE_TEXT, missing, tap, write, written } from "./closing";
import { OfficeElement } from "./element";
import { language, t, why } from "./text";

export class ClosingForm extends OfficeElement {
  @property() conversation = "";
  @state() private answers: Answers = {};
  @state() private problem = "";
  @state() private busy = false;

  override render() {
    const form = this.office.me?.closingForm;
    if (!form) return html`<p class="quiet">${t.closingNone}</p>`;
    return html`<form class="closing" @submit=${this.#save}>
      <h3>${t.closingTitle}</h3>
      <p class="quiet">${t.closingHint}</p>
      ${form.fields.map((field) => this.#field(field))}
      ${this.problem ? html`<p class="notice notice-danger" role="alert">${this.problem}</p>` : nothing}
      <button class="button button-primary" ?disabled=${this.busy}>${t.closingSave}</button>
    </form>`;
  }

  #field(field: ClosingField) {
    const hint = field.required ? nothing : html` <span class="quiet">(${t.closingOptional})</span>`;
    return html`<fieldset class="chips">
      <legend>${field.label[language]}${hint}</legend>
      ${field.type === "text" ? this.#free(field) : choices(field).map(({ value, label }) => this.#chip(field, value, label))}
    </fieldset>`;
  }

  /** Boxes, not radio buttons: a second tap takes an answer back. */
  #chip(field: ClosingField, value: string | boolean, label: string) {
    const id = `${this.conversation}-${field.key}-${value}`;
    return html`<span class="chip">
      <input
        type="checkbox"
        id=${id}
        .checked=${isChosen(this.answers, field, value)}
        @change=${() => {
          this.answers = tap(this.answers, field, value);
          this.problem = "";
        }}
      />
      <label for=${id}>${label}</label>
    </span>`;
  }

  #free(field: ClosingField) {
    const id = `${this.conversation}-${field.key}`;
    return html`<textarea
        class="form-input"
        rows="2"
        maxlength=${LONGEST_FREE_TEXT}
        aria-label=${field.label[language]}
        aria-describedby="${id}-hint"
        .value=${written(this.answers, field)}
        @input=${(event: InputEvent) => {
          this.answers = write(this.answers, field, (event.target as HTMLTextAreaElement).value);
          this.problem = "";
        }}
      ></textarea>
      <span class="form-hint" id="${id}-hint">${t.closingNoNames}</span>`;
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const fields = this.office.me?.closingForm?.fields ?? [];
    const names = missing(fields, this.answers).map((field) => field.label[language]);
    if (names.length) {
      this.problem = t.closingMissing(names.join(", "));
      return;
    }
    this.busy = true;
    try {
      await this.office.register(this.conversation, filled(fields, this.answers));
      this.say(t.closingSaved);
    } catch (error) {
      this.problem = why(error);
    } finally {
      this.busy = false;
    }
  };
}

function choices(field: ClosingField): { value: string | boolean; label: string }[] {
  if (field.type === "yesno") {
    return [
      { value: true, label: t.closingYes },
      { value: false, label: t.closingNo },
    ];
  }
  return (field.options ?? []).map(({ key, label }) => ({ value: key, label: label[language] }));
}

customElements.define("naere-closing", ClosingForm);
