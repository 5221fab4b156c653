/** `<exercise-keep data-kind>`: keeps what is written on the page's form, sealed, when one asks for it. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import { exercises } from "../i18n/exercises";
import { pick } from "../i18n/pick";
import type { Drawer } from "../toolbox/box";
import type { Kind } from "../toolbox/entries";
import { ForWhom, hasKey, heavy } from "../toolbox/for-whom";
import { pagesAreKept } from "../toolbox/kept-pages";
import type { Opener } from "../young/return";
import type { Away } from "./away";
import type { Opened } from "./away-work";
import "./on-device";
import { asSheet, defaultsOf, fillSheet, isSame, mergeSheets, readSheet, type Sheet } from "./sheet";

const QUIET = 800; // ms without a keystroke before it is kept again

const byWords = () => import("./away-work");

export class ExerciseKeep extends ForWhom {
  static override properties = { hasCopy: { state: true }, away: { state: true } };

  declare protected hasCopy: boolean; // something lies sealed on this device
  declare protected away: Away | null; // the keys, while it is the device's copy that is open

  #base: Sheet = {}; // the form as it was last brought together with what is kept
  #opener: (Opener & { wipe(): void }) | null = null; // `<naere-return>` opens by this, and tells why it could not
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #t = pick(exercises);
  protected readonly intro = this.#t.intro;

  constructor() {
    super();
    this.hasCopy = false;
    this.away = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.hidden = this.#form === null;
    this.#base = this.#form ? defaultsOf(this.#form) : {};
    document.addEventListener("visibilitychange", this.#look);
    window.addEventListener("naere:exit", this.#leave);
    window.addEventListener("online", this.#write);
    this.#form?.addEventListener("input", this.#later);
    if (hasKey()) void this.#open();
    else void this.#lookHere();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("naere:exit", this.#leave);
    window.removeEventListener("online", this.#write);
    document.removeEventListener("visibilitychange", this.#look);
    this.#form?.removeEventListener("input", this.#later);
  }

  protected own(): TemplateResult {
    if (this.step === "words") return this.#words();
    return this.step === "kept" ? this.#kept() : this.#idle();
  }

  #idle(): TemplateResult {
    return html`${this.hasCopy ? this.#byWords("primary") : nothing}
      <p>${this.#t.onlyHere}</p>
      <button
        type="button"
        class="button button-${this.hasCopy ? "secondary" : "primary"}"
        ?disabled=${this.busy}
        @click=${this.keep}
      >
        ${icon("lock")} ${this.busy ? this.tools.loading : this.#t.keep}
      </button>`;
  }

  #byWords(kind: "primary" | "secondary"): TemplateResult {
    return html`<button type="button" class="button button-${kind}" ?disabled=${this.busy} @click=${this.#askWords}>
      ${this.#t.openByWords}
    </button>`;
  }

  #words(): TemplateResult {
    return html`<h2 tabindex="-1">${this.#t.openTitle}</h2>
      <naere-return aside .self=${this.#opener}></naere-return>
      <button type="button" class="button button-tertiary button-small" @click=${this.#leaveWords}>
        ${this.tools.save.cancel}
      </button>`;
  }

  #kept(): TemplateResult {
    return html`<p class="save-done" tabindex="-1">${icon("check")} ${this.away ? this.#t.keptHere : this.#t.kept}</p>
      ${this.away ? this.#byWords("secondary") : html`<exercise-on-device></exercise-on-device>`}
      <button type="button" class="button button-tertiary button-small" ?disabled=${this.busy} @click=${this.#drop}>
        ${this.#t.drop}
      </button>`;
  }

  get #form(): HTMLFormElement | null {
    return this.closest("article")?.querySelector<HTMLFormElement>("form[data-exercise]") ?? null;
  }

  get #kind(): Kind {
    return this.dataset.kind as Kind;
  }

  readonly #leave = (): void => {
    if (this.#timer) clearTimeout(this.#timer);
    this.away?.wipe();
    this.#opener?.wipe();
    this.#form?.reset();
    this.remove();
  };

  protected async keepIn(drawer: Drawer): Promise<void> {
    await this.#bringTogether(drawer);
    this.to("kept");
    this.#catchUp();
  }

  /** What was written while it was being opened is kept as well. */
  #catchUp(): void {
    if (this.#form && !isSame(readSheet(this.#form), this.#base)) this.#later();
  }

  /** Put what was changed here over what is kept, show it, and keep it. */
  async #bringTogether(drawer: Drawer): Promise<void> {
    await drawer.refresh();
    const form = this.#form;
    if (!form) return;
    const kept = drawer.read<unknown>(this.#kind);
    const merged = mergeSheets(this.#base, readSheet(form), asSheet(kept));
    fillSheet(form, merged);
    this.#base = merged;
    if (kept === null || !isSame(merged, asSheet(kept))) await drawer.write(this.#kind, merged);
  }

  readonly #drop = (): Promise<void> =>
    this.attempt(async () => {
      await this.drawer?.write(this.#kind, null);
      this.#base = this.#form ? defaultsOf(this.#form) : {};
      this.to("idle");
      this.said = this.#t.dropped;
    });

  readonly #later = (): void => {
    if (this.#timer) clearTimeout(this.#timer);
    if (this.step === "kept") this.#timer = setTimeout(this.#write, QUIET);
  };

  /** Keep it again. Without a network it stands on the page and goes along when there is one. */
  readonly #write = async (): Promise<void> => {
    const drawer = this.drawer;
    if (this.step !== "kept" || !drawer) return;
    if (this.busy) return this.#later(); // what came meanwhile goes with the next
    await this.attempt(async () => {
      const isOnline = this.away !== null && navigator.onLine;
      if (isOnline && (await this.#goHome())) return;
      await this.#bringTogether(drawer);
      this.said = isOnline ? this.#t.homeLater : this.#t.keptAgain;
    });
  };

  /** The network is back: what was written on the device goes into the drawer, if this tab may still open it. */
  async #goHome(): Promise<boolean> {
    const { openDrawer } = await heavy();
    const drawer = await openDrawer().catch(() => null);
    if (drawer) await this.#show({ drawer, away: null });
    return drawer !== null;
  }

  /** Somebody comes back to this tab, perhaps from another in which they wrote. */
  readonly #look = (): void => {
    if (document.visibilityState === "visible") void this.#write();
  };

  /** Somebody is here: show what they kept, with what they have written meanwhile. */
  async #open(): Promise<void> {
    try {
      const { openDrawer } = await heavy();
      const drawer = await openDrawer();
      this.drawer = drawer;
      if (!drawer || drawer.read<unknown>(this.#kind) === null) return;
      await this.#bringTogether(drawer);
      this.step = "kept";
      this.#catchUp();
    } catch {
      const { Away } = await byWords();
      const away = new Away();
      const drawer = (await pagesAreKept()) && (await away.restore().catch(() => null));
      if (drawer) return this.#show({ drawer, away });
      away.wipe();
      this.said = navigator.onLine ? "" : this.#t.offline;
      await this.#lookHere();
    }
  }

  /** Nobody is here: is there something on this device that six words could open? */
  async #lookHere(): Promise<void> {
    if (this.hasCopy || !(await pagesAreKept())) return;
    const { copies } = await import("../toolbox/device");
    if (!(await copies().catch(() => [])).length) return;
    this.hasCopy = true;
    this.#form?.before(this); // it is what one has come for: not below an empty form
  }

  readonly #askWords = (): Promise<void> =>
    this.attempt(async () => {
      const { Away, openBy } = await byWords();
      const away = new Away();
      this.#opener = {
        returnBy: async (words) => this.#show(await openBy(words, away)),
        completions: (prefix) => away.completions(prefix),
        wipe: () => away.wipe(),
      };
      this.to("words");
    });

  readonly #leaveWords = (): void => {
    this.#opener?.wipe();
    this.to(this.away ? "kept" : "idle");
  };

  async #show({ drawer, away }: Opened): Promise<void> {
    if (this.away !== away) this.away?.wipe();
    [this.drawer, this.away] = [drawer, away];
    await this.keepIn(drawer);
  }
}

customElements.define("exercise-keep", ExerciseKeep);
