/** What the island's views have in common: the page's own styles, and its language. */
import { html, LitElement, type TemplateResult } from "lit";
import { ApiError } from "../api";
import { icon } from "../chat/icons";
import { young, type YoungTexts } from "../i18n/young";
import { pick } from "../i18n/pick";
import type { CrisisLine } from "./config";

export { alertBox } from "./alert";

export class Light extends LitElement {
  protected readonly t: YoungTexts = pick(young);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Tell whoever is around: the name of what was chosen, and what goes with it. */
  protected tell<T>(name: string, detail?: T): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

/** Why it did not work, for the reader: the server's sentence, or ours. */
export function why(error: unknown, t: YoungTexts): string {
  if (!(error instanceof ApiError)) return t.failed;
  if (error.status === 0) return t.offline;
  return error.message === error.code ? t.failed : error.message;
}

/** Who to call: the municipality's crisis lines, the number is the button. */
export function crisisLines(lines: readonly CrisisLine[], t: YoungTexts): TemplateResult {
  return html`<ul class="lines lines-small">
    ${lines.map(
      (line) => html`<li class="line">
        <div class="line-text">
          <p class="line-name">${line.name}</p>
          <p class="line-hours">${line.hours}</p>
        </div>
        <a class="line-call" href="tel:${line.digits}">
          ${icon("phone")}<span class="sr-only">${t.call} ${line.name}: </span>${line.phone}
        </a>
      </li>`,
    )}
  </ul>`;
}
