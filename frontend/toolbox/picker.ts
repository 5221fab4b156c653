/** `<toolbox-picker>`: beside the pen of a volunteer or professional, to find a tool, look at it and send it. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import { type Card, guideOf, matching, type PickedTool } from "./cards";
import { whyNot } from "./trouble";

let made = 0;

/** Set `load`. Fires `naere-tool` (detail: the card) when one is sent: that is asked for twice. */
export class Picker extends LitElement {
  static override properties = {
    load: { attribute: false },
    shown: { state: true },
    tools: { state: true },
    typed: { state: true },
    chosen: { state: true },
    said: { state: true },
    trouble: { state: true },
  };

  declare load: () => Promise<readonly PickedTool[]>;
  declare protected shown: boolean;
  declare protected tools: readonly PickedTool[] | null;
  declare protected typed: string;
  declare protected chosen: PickedTool | null; // looked at, not sent yet
  declare protected said: string;
  declare protected trouble: string;

  readonly #id = `picker-${(made += 1)}`;
  readonly #t = pick(toolbox);

  constructor() {
    super();
    this.shown = false;
    this.tools = null;
    this.typed = "";
    this.chosen = null;
    this.said = "";
    this.trouble = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const t = this.#t.pick;
    return html`<div class="picker" @keydown=${this.#key}>
      ${this.chosen ? this.#preview(this.chosen) : this.shown ? this.#panel() : nothing}
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
    return html`<li>
      ${this.#told(tool)}
      <button
        type="button"
        class="button button-secondary button-small picker-look"
        aria-label=${[t.look(tool.name), ...this.#marks(tool)].join(". ")}
        @click=${() => this.#look(tool)}
      >
        ${t.lookWord}
      </button>
    </li>`;
  }

  #told(tool: PickedTool): TemplateResult {
    const t = this.#t.pick;
    const marks = this.#marks(tool);
    const minutes = tool.minutes === null ? "" : t.minutes(tool.minutes);
    const facts = [...tool.situations.slice(0, 3), t.ages(...tool.ages), minutes, tool.signUp].filter(Boolean);
    return html`<div class="picker-text">
      <strong>${tool.name}</strong>
      ${marks.length ? html`<span class="tool-marks">${marks.map(mark)}</span>` : nothing}
      <span>${tool.line}</span>
      <span class="quiet">${facts.join(" · ")}</span>
    </div>`;
  }

  #marks(tool: PickedTool): string[] {
    const t = this.#t.pick;
    return [tool.gone ? t.gone : "", tool.expired ? t.expired : ""].filter(Boolean);
  }

  /** What goes out, and what one should know before: a card cannot be taken back. */
  #preview(tool: PickedTool): TemplateResult {
    const t = this.#t.pick;
    const guide = html`<p><strong>${t.notWhen}</strong> ${tool.notWhen}</p>
      <p>
        <a href=${guideOf(tool)} target="_blank" rel="noopener"
          >${t.guide}<span class="sr-only">: ${tool.name}. ${t.guideOpens}</span></a
        >
      </p>`;
    return html`<div class="picker-panel" id=${this.#id} role="group" aria-label=${t.ready(tool.name)}>
      ${this.#told(tool)} ${tool.notWhen === null ? nothing : html`<div class="picker-guide">${guide}</div>`}
      <div class="step-buttons">
        <button type="button" class="button button-primary picker-send" @click=${() => this.#send(tool)}>${t.sendWord}</button>
        <button type="button" class="button button-tertiary" @click=${this.#back}>${t.back}</button>
      </div>
    </div>`;
  }

  #look(tool: PickedTool): void {
    this.chosen = tool;
    this.said = this.#t.pick.ready(tool.name);
    this.#focus(".picker-send");
  }

  readonly #back = (): void => {
    const slug = this.chosen?.slug;
    this.chosen = null;
    this.said = "";
    const at = this.tools ? matching(this.tools, this.typed).findIndex((tool) => tool.slug === slug) : -1;
    this.#focus(`li:nth-child(${at + 1}) .picker-look`);
  };

  #focus(what: string): void {
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(what)?.focus());
  }

  #toggle(): void {
    if (this.shown) return this.#close();
    this.shown = true;
    this.said = "";
    this.#focus("input");
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
    this.chosen = null;
    this.typed = "";
    if (this.trouble) this.tools = null; // the next look asks again
    this.querySelector<HTMLElement>(".picker-open")?.focus();
  };

  #send({ id, slug, name, line }: PickedTool): void {
    this.shown = false;
    this.chosen = null;
    this.typed = "";
    this.said = this.#t.pick.sent(name);
    const detail: Card = { id, slug, name, line };
    this.dispatchEvent(new CustomEvent("naere-tool", { detail, bubbles: true }));
  }

  /** Escape goes a step back; the arrows go from the search through the buttons. */
  #key(event: KeyboardEvent): void {
    if (!this.shown) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      return this.chosen ? this.#back() : this.#close();
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    const stops = [...this.querySelectorAll<HTMLElement>("input, .picker-look")];
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
