/** On or off duty, how the connection stands, sound and device: the line above the work. */
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { OfficeElement } from "./element";
import type { DutyKind } from "./office";
import { t, why } from "./text";

export class DutyBar extends OfficeElement {
  @property() kind: DutyKind | "" = "";
  @state() private busy = false;

  override render() {
    const { connection, signedOut } = this.office;
    const away = connection !== "online" && !signedOut;
    return html`<div class="duty-bar">
        ${this.kind ? this.#switch(this.kind) : nothing}
        <p class="duty-connection" role="status">${away ? t.reconnecting : ""}</p>
        ${this.#settings()}
      </div>
      ${this.office.lapsed && this.office.lapsed === this.kind
        ? html`<p class="notice notice-care" role="alert">${t.dutyLapsed}</p>`
        : nothing}`;
  }

  #switch(kind: DutyKind) {
    const on = this.office.isOnDuty(kind);
    const label = kind === "peer" ? t.dutyPeer : t.dutyProfessional;
    return html`<button
        class="switch"
        role="switch"
        aria-checked=${on}
        ?disabled=${this.busy}
        @click=${() => this.#turn(kind, !on)}
      >
        <span class="switch-track" aria-hidden="true"></span>${label}
      </button>
      <span class="sr-only" role="status">${on ? t.dutyOn : t.dutyOff}</span>`;
  }

  async #turn(kind: DutyKind, on: boolean): Promise<void> {
    this.busy = true;
    try {
      await this.office.setDuty(kind, on);
    } catch (error) {
      this.say(why(error), "care");
    } finally {
      this.busy = false;
    }
  }

  #settings() {
    const { me, keys } = this.office;
    if (!me) return nothing;
    const { wantsSound, wantsTitle } = me.membership;
    const remembered = keys.isRemembered(me);
    return html`<details class="duty-settings">
      <summary>${t.settings}</summary>
      <div class="duty-settings-body">
        ${this.#box("wants-sound", t.wantsSound, wantsSound, (on) => ({ wantsSound: on, wantsTitle }))}
        ${this.#box("wants-title", t.wantsTitle, wantsTitle, (on) => ({ wantsSound, wantsTitle: on }))}
        ${this.office.stand === "open"
          ? html`<p>${remembered ? t.deviceRemembered : t.deviceNot}</p>
              <button
                class="button button-secondary button-small"
                @click=${() => this.#device(!remembered)}
              >
                ${remembered ? t.deviceForget : t.remember}
              </button>`
          : nothing}
      </div>
    </details>`;
  }

  #box(
    id: string,
    label: string,
    on: boolean,
    next: (on: boolean) => { wantsSound: boolean; wantsTitle: boolean },
  ) {
    return html`<div class="form-group-checkbox">
      <input
        type="checkbox"
        class="form-checkbox"
        id=${id}
        .checked=${on}
        @change=${(event: Event) => this.#prefer(next((event.target as HTMLInputElement).checked))}
      />
      <label class="form-label" for=${id}>${label}</label>
    </div>`;
  }

  async #prefer(wants: { wantsSound: boolean; wantsTitle: boolean }): Promise<void> {
    try {
      await this.office.api.staff.preferences(wants);
    } catch (error) {
      this.say(why(error), "care");
    }
    await this.office.look();
  }

  async #device(remember: boolean): Promise<void> {
    const { me, keys } = this.office;
    if (!me) return;
    if (remember) await keys.remember(me, true);
    else {
      await keys.forget(me, "go-on");
      this.say(t.deviceForgotten);
    }
    this.requestUpdate();
  }
}

customElements.define("naere-duty-bar", DutyBar);
