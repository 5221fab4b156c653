/** Asks whether whoever is open in another tab is the reader: others may use the same browser. */
import { html, type TemplateResult } from "lit";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";

export interface IsItYou {
  readonly name: string; // the nickname of whoever is open there
  readonly busy: boolean;
  yes(): void;
  no(): void;
}

/**
 * `level` is the heading's: 1 where it stands for the whole page. `begins`: whether one can begin as
 * somebody new after a no; where one cannot, a no only shows nothing.
 */
export function isItYou({ name, busy, yes, no }: IsItYou, level: 1 | 2 = 2, begins = true): TemplateResult {
  const t = pick(toolbox).other;
  const title = t.ask(name);
  return html`${level === 1 ? html`<h1 tabindex="-1">${title}</h1>` : html`<h2 tabindex="-1">${title}</h2>`}
    <p>${begins ? t.text : t.look}</p>
    <div class="step-buttons">
      <button type="button" class="button button-primary" ?disabled=${busy} @click=${yes}>${t.yes}</button>
      <button type="button" class="button button-secondary" ?disabled=${busy} @click=${no}>${t.no}</button>
    </div>`;
}
