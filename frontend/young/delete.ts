/** `<naere-delete>`: everything goes at the second tap, and that is said. */
import { html, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import { alertBox, Light } from "./light";

/** Fires `delete` at the second tap, `close` when one changes one's mind. */
export class Delete extends Light {
  static override properties = {
    done: { type: Boolean },
    busy: { type: Boolean },
    trouble: { type: String },
    sure: { state: true },
  };

  declare done: boolean;
  declare busy: boolean;
  declare trouble: string;
  declare protected sure: boolean;

  constructor() {
    super();
    this.done = false;
    this.busy = false;
    this.trouble = "";
    this.sure = false;
  }

  protected override render(): TemplateResult {
    const t = this.t.delete;
    if (this.done) {
      return html`<div class="step">
        <h1 tabindex="-1">${t.done}</h1>
        <p class="lead">${t.doneText}</p>
        ${alertBox(this.trouble)}
        <a class="button button-primary" href="/">${t.home}</a>
      </div>`;
    }
    return html`<div class="step">
      <h1 tabindex="-1">${t.title}</h1>
      <p class="lead">${t.text}</p>
      ${alertBox(this.trouble)}
      <div class="step-buttons" role="status">
        <button type="button" class="button button-warning" ?disabled=${this.busy} @click=${this.#tap}>
          ${icon("bin")} ${this.sure ? t.sure : t.button}
        </button>
        <button type="button" class="button button-secondary" @click=${() => this.tell("close")}>${this.t.back}</button>
      </div>
    </div>`;
  }

  #tap(): void {
    if (this.sure) this.tell("delete");
    this.sure = true;
  }
}

customElements.define("naere-delete", Delete);
