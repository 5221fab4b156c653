/** The offer of help: seen, never in the way, gone with one tap. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import type { YoungTexts } from "../i18n/young";
import type { CrisisLine } from "./config";
import { crisisLines } from "./light";
import type { Risk } from "./risk";

export interface Offer {
  readonly t: YoungTexts;
  readonly lines: readonly CrisisLine[];
  readonly show: Risk;
  readonly mayCall: boolean;
  help(): void;
  call(): void;
  close(): void;
}

/** The card above the pen. It opens the lines in place: nobody has to leave the conversation. */
export function riskCard({ t, lines, show: last, mayCall, help, call, close }: Offer): TemplateResult {
  const show = last === "nobody" && mayCall ? "lines" : last; // somebody has come meanwhile
  const offer = show === "offer";
  return html`<section class="notice notice-danger talk-notice risk" aria-label=${t.helpNow}>
    ${icon("heart")}
    <div class="notice-body" role="status">
      <p>${sentence(show, t)}</p>
      ${offer || show === "failed" ? nothing : crisisLines(lines, t)}
      <div class="talk-choices">
        ${offer || show === "failed" ? button(t.helpNow, "primary", help) : nothing}
        ${mayCall ? button(t.risk.professional, "secondary", call) : nothing}
        ${button(offer ? t.risk.no : t.close, "secondary", close)}
      </div>
    </div>
  </section>`;
}

function sentence(show: Risk, t: YoungTexts): string {
  if (show === "nobody") return t.risk.nobody;
  if (show === "failed") return t.risk.failed;
  return show === "offer" ? t.risk.text : t.danger;
}

function button(label: string, kind: string, act: () => void): TemplateResult {
  return html`<button type="button" class="button button-${kind} button-small" @click=${act}>${label}</button>`;
}
