/** `/fag/anmeldelser/`: what was shared with the safeguarding team; opening is logged and says so. */
import { html, nothing } from "lit";
import { state } from "lit/decorators.js";
import "./duty-bar";
import { OfficeElement } from "./element";
import "./report-open";
import "./report-text";
import { type ReadMessage, read } from "./report-reading";
import { standing } from "./standing";
import { t, when, why } from "./text";
import type { OpenedReport, ReportRow } from "./wire";

export class Reports extends OfficeElement {
  @state() private rows: readonly ReportRow[] | null = null;
  @state() private asking: ReportRow | null = null;
  @state() private opened: { report: OpenedReport; messages: readonly ReadMessage[] } | null = null;

  #asked = false;

  /** The list is for approved members; whoever is approved meanwhile gets it then. */
  protected override willUpdate(): void {
    super.willUpdate();
    if (this.#asked || !this.#approved) return;
    this.#asked = true;
    void this.#load();
  }

  get #approved(): boolean {
    return this.office.team("safeguarding")?.member === "approved";
  }

  async #load(): Promise<void> {
    try {
      this.rows = (await this.office.api.staff.reports()).reports;
    } catch (error) {
      this.say(why(error, t.openFailed), "care");
    }
  }

  override render() {
    return html`<naere-duty-bar .office=${this.office}></naere-duty-bar>
      ${standing(this.office, "safeguarding")} ${this.#body()}`;
  }

  #body() {
    if (this.opened) {
      const { report, messages } = this.opened;
      return html`<naere-report-text
        .report=${report}
        .messages=${messages}
        @naere:close=${() => {
          this.opened = null;
          void this.#load();
        }}
      ></naere-report-text>`;
    }
    if (this.asking) {
      return html`<naere-report-open
        .office=${this.office}
        .report=${this.asking}
        @naere:close=${() => {
          this.asking = null;
        }}
        @naere:opened=${(event: CustomEvent<OpenedReport>) => this.#read(event.detail)}
      ></naere-report-open>`;
    }
    return html`<p>${t.reportsIntro}</p>
      ${this.#list()}`;
  }

  #list() {
    if (!this.#approved) return nothing; // what they wait for stands above
    if (!this.rows) return html`<p class="quiet">${t.loading}</p>`;
    if (!this.rows.length) return html`<p class="quiet">${t.reportsEmpty}</p>`;
    return html`<ul class="report-list">
      ${this.rows.map((row) => this.#row(row))}
    </ul>`;
  }

  #row(row: ReportRow) {
    const told = row.openedAt ? (row.otherTold ? t.reportTold : t.reportNotTold) : "";
    return html`<li class="report-row">
      <div>
        <p>
          <strong>${t.reportBy(row.reporterName, t.parties[row.reporter])}</strong>
          <span class="quiet">${when(row.reportedAt)}</span>
        </p>
        <p class="quiet">
          ${row.openedAt
            ? t.reportOpened(when(row.openedAt))
            : html`<span class="topic topic-care">${t.reportUnopened}</span>`}
          ${told ? html` · ${told}` : nothing}
        </p>
      </div>
      <button
        class="button button-small ${row.openedAt ? "button-secondary" : "button-primary"}"
        ?disabled=${!this.office.holds("safeguarding")}
        @click=${() => {
          this.asking = row;
        }}
      >
        ${row.openedAt ? t.reportAgain : t.reportOpen}
        <span class="sr-only">: ${row.reporterName}, ${when(row.reportedAt)}</span>
      </button>
    </li>`;
  }

  async #read(report: OpenedReport): Promise<void> {
    this.asking = null;
    this.opened = { report, messages: await read(this.office.crypto, report) };
  }
}

customElements.define("naere-reports", Reports);
