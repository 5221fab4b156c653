/** What went wrong, where the reader is. */
import { html, type TemplateResult } from "lit";
import { icon } from "../chat/icons";

/** It stands there empty too, so that what comes into it is read aloud. */
export function alertBox(text: string): TemplateResult {
  return html`<div role="alert" class="box-alert">
    ${text ? html`<div class="notice notice-care">${icon("alert")}<div class="notice-body"><p>${text}</p></div></div>` : ""}
  </div>`;
}
