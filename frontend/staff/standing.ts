/** What somebody who is not on the team yet can expect to happen next. */
import { html, nothing } from "lit";
import type { Office } from "./office";
import { t } from "./text";

/** A notice about my place on a team; nothing when all is well. */
export function standing(office: Office, kind: string) {
  const text = sentence(office, kind);
  return text ? html`<p class="notice notice-care" role="status">${text}</p>` : nothing;
}

function sentence(office: Office, kind: string): string {
  const team = office.team(kind);
  if (!team || team.member === "none") return t.standMissing;
  if (team.member === "pending") return t.standPending;
  if (office.holds(kind)) return "";
  return team.held.some((held) => office.work.broken.has(held.team.publicKey))
    ? t.standBroken
    : t.standWaiting;
}
