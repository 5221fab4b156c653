/**
 * What a browser may do for its team in the background: open the keys it was given, give approved
 * members their share, make the version that is due (docs/protocol.md, team key).
 */
import type { Team, TeamMember, TeamState } from "../wire";

export interface TeamToPlan extends Omit<TeamState, "members"> {
  readonly members?: readonly TeamMember[]; // only coordinators and holders are told
  readonly nextVersion?: number;
}

export interface Myself {
  readonly identity: string;
  readonly publicKey: string;
  readonly coordinates: boolean;
}

export interface Receiver {
  readonly id: string;
  readonly publicKey: string;
}

export type Task =
  | { readonly what: "open"; readonly team: Team; readonly box: string; readonly creatorPublicKey: string }
  | { readonly what: "share"; readonly kind: string; readonly team: Team; readonly to: readonly Receiver[] }
  | { readonly what: "version"; readonly kind: string; readonly number: number; readonly to: readonly Receiver[] };

/** The next tasks for one team. `opened` holds the public keys of team keys that are open here. */
export function plan(state: TeamToPlan, me: Myself, opened: ReadonlySet<string>): Task[] {
  const closed = state.held.filter(({ team }) => !opened.has(team.publicKey));
  if (closed.length) return closed.map((held) => ({ what: "open", ...held }));
  if (state.current === null) return me.coordinates ? [firstVersion(state, me)] : [];
  if (!holds(state, opened)) return [];
  return state.rotationDue ? [nextVersion(state)] : shares(state);
}

/** The work is another's, or done before: one name for the same task on the same ground. */
export function nameOf(task: Task): string {
  if (task.what === "open") return `open ${task.team.publicKey}`;
  const to = task.to.map(({ id }) => id).sort();
  const version = task.what === "share" ? task.team.version : task.number;
  return [task.what, task.kind, version, ...to].join(" ");
}

function holds(state: TeamToPlan, opened: ReadonlySet<string>): boolean {
  return state.member === "approved" && state.current !== null && opened.has(state.current.publicKey);
}

/** Nobody holds a key: a coordinator makes one, for the approved and for themselves. */
function firstVersion(state: TeamToPlan, me: Myself): Task {
  const others = approved(state).filter(({ id }) => id !== me.identity);
  const to = [{ id: me.identity, publicKey: me.publicKey }, ...others];
  return { what: "version", kind: state.kind, number: numberOfNext(state), to };
}

function nextVersion(state: TeamToPlan): Task {
  return { what: "version", kind: state.kind, number: numberOfNext(state), to: approved(state) };
}

function numberOfNext(state: TeamToPlan): number {
  return state.nextVersion ?? (state.current?.version ?? 0) + 1;
}

/** Older versions too: what waits in the queue since before a rotation is shared with those. */
function shares(state: TeamToPlan): Task[] {
  const to = receivers(state, (member) => member.approved && !member.hasShare);
  if (!to.length) return [];
  const versions = state.held.map(({ team }) => team).sort((a, b) => b.version - a.version);
  return versions.map((team) => ({ what: "share", kind: state.kind, team, to }));
}

function approved(state: TeamToPlan): Receiver[] {
  return receivers(state, (member) => member.approved);
}

function receivers(state: TeamToPlan, which: (member: TeamMember) => boolean): Receiver[] {
  const members = (state.members ?? []).filter(which);
  return members.map(({ identity, publicKey }) => ({ id: identity, publicKey }));
}
