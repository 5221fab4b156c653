/** `/frivillig/hold/`: the coordinator approves and removes, and sees who is on duty and who waits. */
import { html, nothing } from "lit";
import { state } from "lit/decorators.js";
import type { TeamMember, TeamState } from "../wire";
import { ask } from "./ask";
import "./duty-bar";
import { OfficeElement } from "./element";
import { programMark } from "./people";
import "./queue-list";
import { t, why } from "./text";

export class TeamPage extends OfficeElement {
  @state() private busy = "";

  override render() {
    const { office } = this;
    return html`<naere-duty-bar .office=${office}></naere-duty-bar>
      <p>${t.teamIntro}</p>
      <div class="team-page">
        <div class="team-lists">${office.me?.teams.map((team) => this.#team(team))}</div>
        <div class="duty-side">
          <naere-people .office=${office}></naere-people>
          <naere-queue .office=${office}></naere-queue>
        </div>
      </div>`;
  }

  #team(team: TeamState) {
    const name = t.teamNames[team.kind] ?? team.kind;
    const members = team.members ?? [];
    return html`<section class="team" aria-labelledby="team-${team.kind}">
      <h2 id="team-${team.kind}">${name}</h2>
      <p class="quiet" role="status">${keyState(team)}</p>
      ${members.length
        ? html`<table class="table team-table">
            <thead>
              <tr>
                <th scope="col">${t.name}</th>
                <th scope="col">${t.state}</th>
                <td></td>
              </tr>
            </thead>
            <tbody>
              ${[...members].sort(asksFirst).map((member) => this.#row(team.kind, member))}
            </tbody>
          </table>`
        : html`<p class="quiet">${t.teamEmpty}</p>`}
    </section>`;
  }

  #row(kind: string, member: TeamMember) {
    const mine = member.identity === this.office.me?.identity?.id;
    return html`<tr>
      <th scope="row">
        ${member.name}${programMark(member.isProgram ?? false)}
        ${mine ? html` <span class="quiet">(${t.memberYou})</span>` : nothing}
      </th>
      <td>${memberState(member)}</td>
      <td class="team-act">${mine && member.approved ? nothing : this.#act(kind, member)}</td>
    </tr>`;
  }

  /** Nobody takes themself out of a team: it would leave conversations behind by a slip. */
  #act(kind: string, member: TeamMember) {
    const { approved, name } = member;
    return html`<button
      class="button button-small ${approved ? "button-secondary" : "button-primary"}"
      aria-label="${approved ? t.remove : t.approve} ${name}"
      ?disabled=${this.busy !== ""}
      @click=${() => (approved ? this.#remove(kind, member) : this.#approve(kind, member))}
    >
      ${approved ? t.remove : t.approve}
    </button>`;
  }

  #approve(kind: string, member: TeamMember): Promise<void> {
    return this.#set(kind, member, true, t.approved(member.name));
  }

  async #remove(kind: string, member: TeamMember): Promise<void> {
    const { name } = member;
    const sure = await ask({ title: t.removeAsk(name), text: t.removeWhat, yes: t.removeYes, warns: true });
    if (sure) await this.#set(kind, member, false, t.removed(name));
  }

  async #set(kind: string, { identity }: TeamMember, approved: boolean, done: string): Promise<void> {
    this.busy = identity;
    try {
      await this.office.setMember(kind, identity, approved);
      this.say(done);
    } catch (error) {
      this.say(why(error), "care");
    } finally {
      this.busy = "";
    }
  }
}

function keyState({ current, rotationDue }: TeamState): string {
  if (!current) return t.teamKeyNone;
  return rotationDue ? t.teamKeyDue : t.teamKeyIs(current.version);
}

function memberState({ approved, hasShare }: TeamMember): string {
  if (!approved) return t.memberAsks;
  return hasShare ? t.memberHolds : t.memberWaits;
}

/** Whoever waits for the coordinator stands first. */
function asksFirst(a: TeamMember, b: TeamMember): number {
  return Number(a.approved) - Number(b.approved) || a.name.localeCompare(b.name, "da");
}

customElements.define("naere-team", TeamPage);
