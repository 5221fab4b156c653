/** The offer of help: seen, never in the way, gone with one tap. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import type { YoungTexts } from "../i18n/young";
import type { CrisisLine } from "./config";
import { crisisLines } from "./light";

export interface Offer {
  readonly t: YoungTexts;
  readonly lines: readonly CrisisLine[];
  readonly show: "" | "offer" | "lines" | "nobody"; // `nobody`: none is on duty to be called
  readonly mayCall: boolean;
  help(): void;
  call(): void;
  close(): void;
}

/** The card above the pen. It opens the lines in place: nobody has to leave the conversation. */
export function riskCard({ t, lines, show, mayCall, help, call, close }: Offer): TemplateResult {
  const offer = show === "offer";
  const text = show === "nobody" ? t.risk.nobody : offer ? t.risk.text : t.danger;
  return html`<section class="notice notice-danger talk-notice risk" aria-label=${t.helpNow}>
    ${icon("heart")}
    <div class="notice-body" role="status">
      <p>${text}</p>
      ${offer ? nothing : crisisLines(lines, t)}
      <div class="talk-choices">
        ${offer ? button(t.helpNow, "primary", help) : nothing}
        ${mayCall && show !== "nobody" ? button(t.risk.professional, "secondary", call) : nothing}
        ${button(offer ? t.risk.no : t.close, "secondary", close)}
      </div>
    </div>
  </section>`;
}

function button(label: string, kind: string, act: () => void): TemplateResult {
  return html`<button type="button" class="button button-${kind} button-small" @click=${act}>${label}</button>`;
}
