/** `<exercise-on-device>`: whether what is kept lies on this device too, and the choice to have it so. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { exercises } from "../i18n/exercises";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import { pagesAreKept } from "../toolbox/kept-pages";
import type { Self } from "../young/self";
import { keepPages, PAGES_KEPT } from "./offline";

type State = "no-way" | "no-words" | "could-be" | "there";

const heavy = () => import("../toolbox/save-work");

/** Shown only beside what somebody has open. Others may use the same phone, so nothing lies there unasked. */
export class ExerciseOnDevice extends LitElement {
  static override properties = { state: { state: true }, busy: { state: true }, trouble: { state: true } };

  declare protected state: State;
  declare protected busy: boolean;
  declare protected trouble: string;

  readonly #t = pick(exercises);
  readonly #tools = pick(toolbox);

  constructor() {
    super();
    this.state = "no-way";
    this.busy = false;
    this.trouble = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(PAGES_KEPT, this.#look);
    void this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener(PAGES_KEPT, this.#look);
  }

  protected override render(): TemplateResult | typeof nothing {
    const t = this.#t;
    if (this.state === "no-way") return nothing;
    if (this.state === "no-words") return html`<p>${this.#tools.saved.wordsText} <a href="/gemt/#ord">${this.#tools.saved.words}</a></p>`;
    const isThere = this.state === "there";
    return html`<p role="status">${isThere ? t.isHere : t.mayBeHere}</p>
      <button type="button" class="button button-secondary button-small" ?disabled=${this.busy} @click=${this.#turn}>
        ${isThere ? t.removeHere : t.keepHere}
      </button>
      <div role="alert">${this.trouble ? html`<p class="notice notice-care">${this.trouble}</p>` : nothing}</div>`;
  }

  readonly #look = async (): Promise<void> => {
    this.state = await stateOf(await whoIsHere());
  };

  readonly #turn = async (): Promise<void> => {
    this.busy = true;
    this.trouble = "";
    try {
      const self = await whoIsHere();
      await (this.state === "there" ? self.removeHere() : layDown(self));
      await this.#look();
    } catch (error) {
      this.trouble = (await heavy()).whyNot(error, this.#tools);
    } finally {
      this.busy = false;
    }
  };
}

async function whoIsHere(): Promise<Self> {
  return (await heavy()).hereOnPage().self();
}

function workers(): ServiceWorkerContainer | undefined {
  return navigator.serviceWorker as ServiceWorkerContainer | undefined;
}

/** It is of no use without the pages that it stands on. */
async function layDown(self: Self): Promise<void> {
  const container = workers();
  if (container && !(await pagesAreKept())) {
    await keepPages(container);
    window.dispatchEvent(new Event(PAGES_KEPT));
  }
  await self.keepHere();
}

async function stateOf(self: Self): Promise<State> {
  if (workers() && (await self.isHere())) return "there";
  if (!self.me?.person.hasWords) return "no-words";
  return workers() ? "could-be" : "no-way";
}

customElements.define("exercise-on-device", ExerciseOnDevice);
