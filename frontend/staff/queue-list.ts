/** Those who wait: since when, age group, topics; no word of what they wrote. */
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Clock } from "./clock";
import { OfficeElement } from "./element";
import { secondsSince, waited } from "./queue";
import { t, why } from "./text";
import type { QueueItem } from "./wire";

export class QueueList extends OfficeElement {
  /** Whether this reader may take one; a coordinator only looks. */
  @property({ type: Boolean }) takes = false;
  @state() private taking = "";
  readonly clock = new Clock(this);

  override render() {
    const { queue } = this.office;
    return html`<section class="queue" aria-labelledby="queue-title">
      <h2 class="side-title" id="queue-title">
        ${this.takes ? t.queueTitle : t.teamQueue}
        ${queue?.length ? html`<span class="count">${queue.length}</span>` : nothing}
      </h2>
      ${this.takes && !this.office.isOnDuty("peer") ? html`<p class="quiet">${t.queueOff}</p>` : nothing}
      ${this.#items(queue)}
    </section>`;
  }

  #items(queue: readonly QueueItem[] | null) {
    if (queue === null) return html`<p class="quiet">${t.loading}</p>`;
    if (!queue.length) return html`<p class="quiet">${t.queueEmpty}</p>`;
    return html`<ol class="queue-list">
      ${repeat(
        queue,
        ({ id }) => id,
        (item) => this.#item(item),
      )}
    </ol>`;
  }

  #item(item: QueueItem) {
    const since = waited(secondsSince(item.queuedAt, Date.now()));
    return html`<li class="queue-item queue-${item.kind}">
      <p class="queue-line">
        <strong>${item.kind === "now" ? t.live : t.letter}</strong>
        <time class="queue-time" datetime=${item.queuedAt}>
          <span class="sr-only">${t.waitedLabel} </span>${t.waited(since)}
        </time>
      </p>
      <p class="queue-about">
        <span>${item.ageGroup || t.noAge}</span>
        ${item.topics.map((topic) => html`<span class="topic">${topic}</span>`)}
        ${item.handedOver ? html`<span class="topic topic-care">${t.handedOver}</span>` : nothing}
      </p>
      ${this.takes ? this.#button(item) : nothing}
    </li>`;
  }

  #button(item: QueueItem) {
    const ready = this.office.isOnDuty("peer") && this.office.holds("peers");
    return html`<button
      class="button button-primary button-small"
      ?disabled=${!ready || this.taking !== ""}
      @click=${() => this.#take(item.id)}
    >
      ${this.taking === item.id ? t.accepting : t.accept}
      <span class="sr-only">: ${[item.ageGroup || t.noAge, ...item.topics].join(", ")}</span>
    </button>`;
  }

  async #take(id: string): Promise<void> {
    this.taking = id;
    try {
      await this.office.accept(id);
      this.dispatchEvent(new CustomEvent("naere:taken", { bubbles: true, detail: id }));
    } catch (error) {
      this.say(why(error, t.acceptErrors), "care");
      void this.office.look();
    } finally {
      this.taking = "";
    }
  }
}

customElements.define("naere-queue", QueueList);
