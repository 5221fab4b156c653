/** `/frivillig/`: duty, the queue, my conversations. */
import { html } from "lit";
import "./duty-bar";
import { OfficeElement } from "./element";
import "./mine";
import "./people";
import "./queue-list";
import "./talk-board";
import type { TalkBoard } from "./talk-board";
import { standing } from "./standing";
import { t } from "./text";

export class Desk extends OfficeElement {
  override render() {
    const { office } = this;
    return html`<naere-duty-bar .office=${office} kind="peer"></naere-duty-bar>
      ${standing(office, "peers")}
      <div class="duty" @naere:taken=${this.#taken}>
        <div class="duty-side">
          <naere-queue .office=${office} takes></naere-queue>
          <naere-mine .office=${office}></naere-mine>
          <naere-people .office=${office}></naere-people>
        </div>
        <naere-talks
          class="duty-main"
          .office=${office}
          desk=${t.queue}
          empty=${t.mineEmpty}
          waiting=${office.queue?.length ?? 0}
        ></naere-talks>
      </div>`;
  }

  readonly #taken = (event: CustomEvent<string>): void => {
    this.querySelector<TalkBoard>("naere-talks")?.show(event.detail);
  };
}

customElements.define("naere-desk", Desk);
