/** A reported conversation, to be read only: each message says whether it can be vouched for. */
import { html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { ReadMessage } from "./report-reading";
import { t, when } from "./text";
import type { OpenedReport } from "./wire";

export class ReportText extends LitElement {
  @property({ attribute: false }) report!: OpenedReport;
  @property({ attribute: false }) messages: readonly ReadMessage[] = [];

  protected override createRenderRoot(): this {
    return this;
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("h2")?.focus();
  }

  override render() {
    const all = this.messages.every(({ verdict, afterGap }) => verdict === "vouched" && !afterGap);
    return html`<article class="report-text">
      <h2 tabindex="-1">${t.readTitle}</h2>
      <p>
        ${t.readLogged}
        ${t.reportBy(this.report.reporterName, t.parties[this.report.reporter])}, ${when(this.report.reportedAt)}.
      </p>
      <p class="notice ${all ? "notice-good" : "notice-danger"}" role="status">
        ${this.messages.length ? (all ? t.readAllVouched : t.readSomeNot) : t.readEmpty}
      </p>
      <ol class="report-messages">
        ${this.messages.map((message) => this.#message(message))}
      </ol>
      <button
        class="button button-primary"
        @click=${() => this.dispatchEvent(new CustomEvent("naere:close"))}
      >
        ${t.readClose}
      </button>
    </article>`;
  }

  #message({ name, party, isProgram, at, text, verdict, afterGap }: ReadMessage) {
    return html`${afterGap ? html`<li class="report-gap">${t.readGap}</li>` : nothing}
      <li class="report-message report-${verdict}">
        <p class="report-who">
          <strong>${name}</strong> (${isProgram ? t.isProgram : t.parties[party]})
          <time class="quiet" datetime=${at}>${when(at)}</time>
          <span class="report-verdict">${verdict === "vouched" ? t.readVouched : t.readNot}</span>
        </p>
        ${text === null
          ? html`<p class="quiet">${verdict === "no-key" ? t.readNoKey : t.readNotText}</p>`
          : html`<p class="report-words">${text}</p>`}
      </li>`;
  }
}

customElements.define("naere-report-text", ReportText);
