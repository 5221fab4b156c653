/** Who is on duty now. */
import { html, nothing } from "lit";
import { OfficeElement } from "./element";
import { t } from "./text";
import type { OnDuty } from "./wire";

/** Beside every name of a peer that is a program, wherever it is shown. */
export function programMark(isProgram: boolean) {
  return isProgram ? html` <span class="badge badge-program">${t.program}</span>` : nothing;
}

export class People extends OfficeElement {
  override render() {
    const { onDuty } = this.office;
    return html`<section class="people" aria-labelledby="people-title">
      <h2 class="side-title" id="people-title">${t.onDutyNow}</h2>
      ${onDuty.length
        ? html`<ul>
            ${onDuty.map((person) => this.#person(person))}
          </ul>`
        : html`<p class="quiet">${t.onDutyNobody}</p>`}
    </section>`;
  }

  #person({ alias, kind, conversations, isProgram }: OnDuty) {
    const does = kind === "peer" ? t.onDutyBusy(conversations) : t.parties.professional;
    return html`<li>
      <span>${alias}${programMark(isProgram)}</span> <span class="quiet">${does}</span>
    </li>`;
  }
}

customElements.define("naere-people", People);
