/**
 * `<other-asleep level>`: this browser is somebody's whose tab does not answer. Whoever begins anew takes its one
 * session from them, so it is asked for first. Fires `again` to look for the tab once more, `anew` to begin.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";

export class OtherAsleep extends LitElement {
  static override properties = {
    level: { type: Number },
    busy: { type: Boolean },
    isThem: { state: true },
  };

  declare level: number; // of the heading: 1 where it stands for the whole page
  declare busy: boolean;
  declare protected isThem: boolean;

  constructor() {
    super();
    this.level = 2;
    this.busy = false;
    this.isThem = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const t = pick(toolbox).asleep;
    return this.isThem ? this.#find() : this.#part(t.ask, t.text, this.#button(t.yes, () => this.#show(true)), nothing);
  }

  /** No page can bring another tab to the front, and the key is there alone. */
  #find(): TemplateResult {
    const { asleep: t, save } = pick(toolbox);
    const again = (): void => {
      this.#show(false);
      this.#tell("again");
    };
    const words = html`<a class="button button-secondary" href="/retur/">${save.haveWords}</a>`;
    return this.#part(t.find, t.findText, this.#button(t.again, again), words);
  }

  #part(title: string, text: string, first: TemplateResult, second: unknown): TemplateResult {
    const { no } = pick(toolbox).asleep;
    return html`${this.level === 1 ? html`<h1 tabindex="-1">${title}</h1>` : html`<h2 tabindex="-1">${title}</h2>`}
      <p>${text}</p>
      <div class="step-buttons">
        ${first} ${second}
        <button type="button" class="button button-secondary" ?disabled=${this.busy} @click=${() => this.#tell("anew")}>
          ${no}
        </button>
      </div>`;
  }

  #button(text: string, act: () => void): TemplateResult {
    return html`<button type="button" class="button button-primary" ?disabled=${this.busy} @click=${act}>${text}</button>`;
  }

  #show(isThem: boolean): void {
    this.isThem = isThem;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("h1, h2")?.focus());
  }

  #tell(what: "again" | "anew"): void {
    this.dispatchEvent(new Event(what));
  }
}

customElements.define("other-asleep", OtherAsleep);
