import { describe, expect, it } from "vitest";
import type { Team, TeamMember } from "../wire";
import { nameOf, plan, type TeamToPlan } from "./team-plan";

const me = { identity: "me", publicKey: "pk-me", coordinates: false };
const coordinator = { ...me, coordinates: true };

const team = (version: number): Team => ({
  id: `id-${version}`,
  kind: "peers",
  version,
  publicKey: `team-${version}`,
});
const held = (version: number) => ({ team: team(version), box: `box-${version}`, creatorPublicKey: "pk" });
const member = (identity: string, approved: boolean, hasShare: boolean): TeamMember => ({
  identity,
  publicKey: `pk-${identity}`,
  name: identity,
  approved,
  hasShare,
});
const state = (given: Partial<TeamToPlan> = {}): TeamToPlan => ({
  kind: "peers",
  member: "approved",
  current: team(1),
  held: [held(1)],
  rotationDue: false,
  members: [member("me", true, true)],
  ...given,
});
const open = (...versions: number[]) => new Set(versions.map((version) => `team-${version}`));

describe("plan", () => {
  it("opens what was given first, whatever else is due", () => {
    expect(plan(state({ rotationDue: true }), me, open())).toEqual([{ what: "open", ...held(1) }]);
  });

  it("has nothing to do when all who are approved hold the key", () => {
    expect(plan(state(), me, open(1))).toEqual([]);
  });

  it("gives an approved member the share of each version, the newest first; nobody else", () => {
    const members = [member("me", true, true), member("new", true, false), member("asks", false, false)];
    const tasks = plan(state({ current: team(2), held: [held(1), held(2)], members }), me, open(1, 2));
    const to = [{ id: "new", publicKey: "pk-new" }];
    expect(tasks).toEqual([
      { what: "share", kind: "peers", team: team(2), to },
      { what: "share", kind: "peers", team: team(1), to },
    ]);
  });

  it("makes the version that is due for exactly the approved", () => {
    const members = [member("me", true, true), member("stays", true, true), member("left", false, false)];
    const tasks = plan(state({ rotationDue: true, members }), me, open(1));
    const to = [
      { id: "me", publicKey: "pk-me" },
      { id: "stays", publicKey: "pk-stays" },
    ];
    expect(tasks).toEqual([{ what: "version", kind: "peers", number: 2, to }]);
  });

  it("does not rotate for one who holds an older version only", () => {
    const old = state({ current: team(2), held: [held(1)], rotationDue: true });
    expect(plan(old, me, open(1))).toEqual([]);
  });

  it("does not rotate for one who was taken out", () => {
    expect(plan(state({ member: "pending", rotationDue: true }), me, open(1))).toEqual([]);
  });

  it("lets a coordinator make the first key, for the approved and themselves once", () => {
    const members = [member("me", true, false), member("peer", true, false)];
    const none = state({ member: "none", current: null, held: [], members });
    expect(plan(none, coordinator, open())).toEqual([
      {
        what: "version",
        kind: "peers",
        number: 1,
        to: [
          { id: "me", publicKey: "pk-me" },
          { id: "peer", publicKey: "pk-peer" },
        ],
      },
    ]);
  });

  it("takes the number that the server names when nobody holds the newest version", () => {
    const lost = state({ member: "none", current: null, held: [], nextVersion: 4, members: [] });
    expect(plan(lost, coordinator, open())).toMatchObject([{ what: "version", number: 4 }]);
  });

  it("lets nobody else make the first key", () => {
    expect(plan(state({ current: null, held: [] }), me, open())).toEqual([]);
  });
});

describe("nameOf", () => {
  it("is the same for the same work in another order, and differs when somebody came", () => {
    const to = [
      { id: "a", publicKey: "1" },
      { id: "b", publicKey: "2" },
    ];
    const task = { what: "share", kind: "peers", team: team(1), to } as const;
    expect(nameOf(task)).toBe(nameOf({ ...task, to: [...to].reverse() }));
    expect(nameOf(task)).not.toBe(nameOf({ ...task, to: to.slice(1) }));
  });
});
