import { expect, test, vi } from "vitest";
import { ApiError } from "../api";
import type { Team } from "../wire";
import { reportTo } from "./reporting";
import type { ConversationSession } from "./session";

const older = { id: "s1", kind: "safeguarding", version: 1, publicKey: "old" };
const newer = { ...older, id: "s2", version: 2, publicKey: "new" };

function make(...failures: string[]) {
  const report = vi.fn(async (_team: Team, _numbers: readonly number[]) => {
    const code = failures.shift();
    if (code) throw new ApiError(code, 409);
  });
  return { session: { report } as unknown as ConversationSession, report };
}

test("a key that changed in between is asked for again, and the parts are sealed to the new one", async () => {
  const { session, report } = make("old-team");
  const newest = vi.fn(async () => newer as Team | null).mockResolvedValueOnce(older);
  expect(await reportTo(newest, session, [0, 1])).toBe(true);
  expect(report.mock.calls).toEqual([
    [older, [0, 1]],
    [newer, [0, 1]],
  ]);
});

test("a key that never holds still is told, not tried for ever", async () => {
  const { session, report } = make("old-team", "old-team", "old-team");
  await expect(reportTo(async () => newer, session, [0])).rejects.toMatchObject({ code: "old-team" });
  expect(report).toHaveBeenCalledTimes(3);
});

test.each([
  ["the server knows of none", newer, ["no-team"]],
  ["there is none any more", null, []],
])("where %s it is not taken for sent", async (_, team, failures) => {
  expect(await reportTo(async () => team, make(...failures).session, [0])).toBe(false);
});

test("whatever else is refused is the caller's to tell", async () => {
  const { session } = make("already-reported");
  await expect(reportTo(async () => newer, session, [0])).rejects.toMatchObject({ code: "already-reported" });
});
