/** `/fag/`: the professional on duty sees who calls, and joins with one tap (R41). */
import { html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { Clock } from "./clock";
import "./duty-bar";
import { OfficeElement } from "./element";
import "./people";
import { secondsSince, waited } from "./queue";
import "./talk-board";
import type { TalkBoard } from "./talk-board";
import { t, why } from "./text";
import type { WaitingCall } from "./wire";

export class Calls extends OfficeElement {
  @state() private answering = "";
  readonly clock = new Clock(this);

  override render() {
    const { office } = this;
    return html`<naere-duty-bar .office=${office} kind="professional"></naere-duty-bar>
      <div class="duty">
        <div class="duty-side">
          ${this.#calls(office.calls)}
          <naere-people .office=${office}></naere-people>
        </div>
        <naere-talks
          class="duty-main"
          .office=${office}
          desk=${t.callsTitle}
          empty=${t.callsHint}
          waiting=${office.calls?.length ?? 0}
        ></naere-talks>
      </div>`;
  }

  #calls(calls: readonly WaitingCall[] | null) {
    return html`<section class="queue" aria-labelledby="calls-title">
      <h2 class="side-title" id="calls-title">
        ${t.callsTitle} ${calls?.length ? html`<span class="count">${calls.length}</span>` : nothing}
      </h2>
      ${this.office.isOnDuty("professional") ? nothing : html`<p class="quiet">${t.callsOff}</p>`}
      ${calls?.length
        ? html`<ol class="queue-list">
            ${calls.map((call) => this.#call(call))}
          </ol>`
        : html`<p class="quiet">${calls ? t.callsEmpty : t.loading}</p>`}
    </section>`;
  }

  #call({ conversation, callerName, callerParty, calledAt }: WaitingCall) {
    const since = waited(secondsSince(calledAt, Date.now()));
    return html`<li class="queue-item queue-call">
      <p class="queue-line">
        <strong>${t.callFrom(callerName, t.parties[callerParty])}</strong>
        <time class="queue-time" datetime=${calledAt}>
          <span class="sr-only">${t.waitedLabel} </span>${t.waited(since)}
        </time>
      </p>
      <button
        class="button button-primary button-small"
        ?disabled=${this.answering !== "" || !this.office.isOnDuty("professional")}
        @click=${() => this.#answer(conversation)}
      >
        ${this.answering === conversation ? t.answering : t.answer}
        <span class="sr-only">: ${callerName}</span>
      </button>
    </li>`;
  }

  async #answer(id: string): Promise<void> {
    this.answering = id;
    try {
      await this.office.answer(id);
      this.querySelector<TalkBoard>("naere-talks")?.show(id);
    } catch (error) {
      this.say(why(error, t.answerErrors), "care");
    } finally {
      this.answering = "";
    }
  }
}

customElements.define("naere-calls", Calls);
