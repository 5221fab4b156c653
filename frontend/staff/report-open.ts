/** Before a report is opened: is the other party told? If not, why? */
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { OfficeElement } from "./element";
import { t, when, why } from "./text";
import type { ReportRow } from "./wire";

const LONGEST_REASON = 300; // characters, as the server keeps

export class ReportOpen extends OfficeElement {
  @property({ attribute: false }) report!: ReportRow;
  @state() private tell: boolean | null = null;
  @state() private problem = "";
  @state() private busy = false;

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("h2")?.focus();
  }

  override render() {
    return html`<form class="card report-open" @submit=${this.#open}>
      <h2 tabindex="-1">${t.openTitle}</h2>
      <p>
        ${t.reportBy(this.report.reporterName, t.parties[this.report.reporter])}, ${when(this.report.reportedAt)}
      </p>
      <p class="notice notice-info">${t.openLogged}</p>
      <fieldset class="chips">
        <legend>${t.openTell}</legend>
        ${this.#choice(true, t.openTellYes)} ${this.#choice(false, t.openTellNo)}
      </fieldset>
      ${this.tell === false ? this.#reason() : nothing}
      ${this.problem ? html`<p class="notice notice-danger" role="alert">${this.problem}</p>` : nothing}
      <div class="keys-actions">
        <button class="button button-secondary" type="button" @click=${() => this.#close()}>
          ${t.cancel}
        </button>
        <button class="button button-primary" ?disabled=${this.tell === null || this.busy}>
          ${t.openDo}
        </button>
      </div>
    </form>`;
  }

  #choice(value: boolean, label: string) {
    return html`<span class="chip">
      <input
        type="radio"
        name="tell"
        id="tell-${value}"
        .checked=${this.tell === value}
        @change=${() => {
          this.tell = value;
          this.problem = "";
        }}
      />
      <label for="tell-${value}">${label}</label>
    </span>`;
  }

  #reason() {
    return html`<div class="form-group">
      <label class="form-label" for="reason">${t.openWhy}</label>
      <span class="form-hint" id="reason-hint">${t.openWhyHint}</span>
      <input
        class="form-input"
        id="reason"
        maxlength=${LONGEST_REASON}
        autocomplete="off"
        aria-describedby="reason-hint"
      />
    </div>`;
  }

  readonly #open = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const reason = this.querySelector<HTMLInputElement>("#reason")?.value.trim() ?? "";
    if (this.tell === false && !reason) {
      this.problem = t.openWhyMissing;
      this.querySelector<HTMLElement>("#reason")?.focus();
      return;
    }
    this.busy = true;
    try {
      const given = { tellOther: this.tell === true, reason };
      const detail = await this.office.api.staff.openReport(this.report.id, given);
      this.dispatchEvent(new CustomEvent("naere:opened", { detail }));
    } catch (error) {
      this.problem = why(error, t.openFailed);
    } finally {
      this.busy = false;
    }
  };

  #close(): void {
    this.dispatchEvent(new CustomEvent("naere:close"));
  }
}

customElements.define("naere-report-open", ReportOpen);
