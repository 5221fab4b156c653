// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import type { TeamMember } from "../wire";
import type { Office } from "./office";
import "./team";
import type { TeamPage } from "./team";

const member = (identity: string, over: Partial<TeamMember> = {}): TeamMember => ({
  ...{ identity, publicKey: "k", name: identity, isProgram: false, approved: true, hasShare: true },
  ...over,
});

let page: TeamPage;

/** The buttons of the team's list, by their accessible names. */
async function buttons(members: TeamMember[]): Promise<(string | null)[]> {
  const me = { identity: { id: "Karen" }, teams: [{ kind: "peers", members, current: null }], membership: {} };
  const office = Object.assign(new EventTarget(), {
    ...{ me, onDuty: [], queue: [], isOnDuty: () => false, keys: { isRemembered: () => false } },
  });
  page = document.createElement("naere-team") as TeamPage;
  page.office = office as unknown as Office;
  document.body.append(page);
  await page.updateComplete;
  return [...page.querySelectorAll(".team-act button")].map((one) => one.getAttribute("aria-label"));
}

afterEach(() => page.remove());

test("one can take others out of the team, never oneself", async () => {
  expect(await buttons([member("Karen"), member("Mads")])).toEqual(["Fjern Mads"]);
});

test("one who asks is approved, also oneself", async () => {
  const asking = { approved: false, hasShare: false };
  expect(await buttons([member("Karen", asking), member("Mads")])).toEqual(["Godkend Karen", "Fjern Mads"]);
});
