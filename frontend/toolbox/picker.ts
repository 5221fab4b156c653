/** `<toolbox-picker>`: beside the pen of a volunteer or professional, to find a tool and send it. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import { type Card, matching, type PickedTool } from "./cards";
import { whyNot } from "./trouble";

let made = 0;

/** Set `load`. Fires `naere-tool` (detail: the card) when one is chosen. */
export class Picker extends LitElement {
  static override properties = {
    load: { attribute: false },
    shown: { state: true },
    tools: { state: true },
    typed: { state: true },
    said: { state: true },
    trouble: { state: true },
  };

  declare load: () => Promise<readonly PickedTool[]>;
  declare protected shown: boolean;
  declare protected tools: readonly PickedTool[] | null;
  declare protected typed: string;
  declare protected said: string;
  declare protected trouble: string;

  readonly #id = `picker-${(made += 1)}`;
  readonly #t = pick(toolbox);

  constructor() {
    super();
    this.shown = false;
    this.tools = null;
    this.typed = "";
    this.said = "";
    this.trouble = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const t = this.#t.pick;
    return html`<div class="picker" @keydown=${this.#key}>
      ${this.shown ? this.#panel() : nothing}
      <button
        type="button"
        class="button button-tertiary button-small picker-open"
        aria-expanded=${this.shown}
        aria-controls=${this.#id}
        @click=${this.#toggle}
      >
        ${t.button}
      </button>
      <span class="sr-only" role="status">${this.said}</span>
    </div>`;
  }

  #panel(): TemplateResult {
    const t = this.#t.pick;
    const found = this.tools && matching(this.tools, this.typed);
    return html`<div class="picker-panel" id=${this.#id} role="group" aria-label=${t.title}>
      <div class="picker-head">
        <label class="form-label" for="${this.#id}-search">${t.search}</label>
        <button type="button" class="button button-tertiary button-small" @click=${this.#close}>${t.close}</button>
        <input
          id="${this.#id}-search"
          class="form-input"
          type="search"
          autocomplete="off"
          .value=${this.typed}
          @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
        />
      </div>
      <p class="picker-count" role="status">${this.trouble || this.#count(found)}</p>
      ${found?.length ? html`<ul class="picker-list">${found.map((tool) => this.#row(tool))}</ul>` : nothing}
    </div>`;
  }

  #count(found: readonly PickedTool[] | null): string {
    const t = this.#t.pick;
    if (!found) return t.loading;
    if (found.length) return t.found(found.length);
    return this.tools?.length ? t.none : t.empty;
  }

  #row(tool: PickedTool): TemplateResult {
    const t = this.#t.pick;
    const minutes = tool.minutes === null ? [] : [t.minutes(tool.minutes)];
    const marks = [tool.gone ? t.gone : "", tool.expired ? t.expired : ""].filter(Boolean);
    const facts = [...tool.situations.slice(0, 3), ...minutes, tool.signUp].join(" · ");
    return html`<li>
      <div class="picker-text">
        <strong>${tool.name}</strong>
        ${marks.length ? html`<span class="tool-marks">${marks.map(mark)}</span>` : nothing}
        <span>${tool.line}</span>
        <span class="quiet">${facts}</span>
      </div>
      <button
        type="button"
        class="button button-secondary button-small picker-send"
        aria-label=${[t.send(tool.name), ...marks].join(". ")}
        @click=${() => this.#send(tool)}
      >
        ${this.#t.pick.sendWord}
      </button>
    </li>`;
  }

  #toggle(): void {
    if (this.shown) return this.#close();
    this.shown = true;
    this.said = "";
    void this.updateComplete.then(() => this.querySelector("input")?.focus());
    if (!this.tools) void this.#fetch();
  }

  async #fetch(): Promise<void> {
    this.trouble = "";
    try {
      this.tools = await this.load();
    } catch (error) {
      this.trouble = whyNot(error, this.#t);
    }
  }

  readonly #close = (): void => {
    this.shown = false;
    this.typed = "";
    if (this.trouble) this.tools = null; // the next look asks again
    this.querySelector<HTMLElement>(".picker-open")?.focus();
  };

  #send({ id, slug, name, line }: PickedTool): void {
    this.shown = false;
    this.typed = "";
    this.said = this.#t.pick.sent(name);
    const detail: Card = { id, slug, name, line };
    this.dispatchEvent(new CustomEvent("naere-tool", { detail, bubbles: true }));
  }

  /** Escape closes; the arrows go from the search through the buttons. */
  #key(event: KeyboardEvent): void {
    if (!this.shown) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      return this.#close();
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    const stops = [...this.querySelectorAll<HTMLElement>("input, .picker-send")];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? null : stops[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

function mark(text: string): TemplateResult {
  return html`<span class="mark-tag mark-care">${text}</span> `;
}

customElements.define("toolbox-picker", Picker);
