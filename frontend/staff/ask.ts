/** One question before something that cannot be undone, in the browser's own dialog. */
import { html, nothing, render } from "lit";
import { t } from "./text";

export interface Ask {
  readonly title: string;
  readonly text?: string;
  readonly yes: string;
  readonly warns?: boolean;
}

/** Whether the reader said yes. Esc and the other button are no. */
export function ask({ title, text, yes, warns = false }: Ask): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  dialog.setAttribute("aria-labelledby", "ask-title");
  render(
    html`<form method="dialog">
      <h2 id="ask-title">${title}</h2>
      ${text ? html`<p>${text}</p>` : nothing}
      <div class="ask-answers">
        <button class="button button-secondary" value="no">${t.cancel}</button>
        <button class="button ${warns ? "button-warning" : "button-primary"}" value="yes">${yes}</button>
      </div>
    </form>`,
    dialog,
  );
  document.body.append(dialog);
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}
