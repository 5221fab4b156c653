import { describe, expect, it, vi } from "vitest";
import { ApiError } from "../api";
import { CryptoError } from "../crypto/client";
import type { TeamToPlan } from "./team-plan";
import { TeamWork } from "./team-work";

const me = { identity: "me", publicKey: "pk-me", coordinates: true };
const team = (version: number) => ({ id: `id-${version}`, kind: "peers", version, publicKey: `team-${version}` });
const member = (identity: string, hasShare: boolean) => ({
  identity,
  publicKey: `pk-${identity}`,
  name: identity,
  approved: true,
  hasShare,
});

const holding: TeamToPlan = {
  kind: "peers",
  member: "approved",
  current: team(1),
  held: [{ team: team(1), box: "box", creatorPublicKey: "pk" }],
  rotationDue: false,
  members: [member("me", true), member("new", false)],
};

function desk() {
  const crypto = {
    openTeamKey: vi.fn(async () => undefined),
    createTeamKey: vi.fn(async () => ({ publicKey: "team-new", privateHandle: "team-new" })),
    shareTeamKey: vi.fn(async (key: string, to: string) => `${key} for ${to}`),
  };
  const api = { teamShares: vi.fn(async () => ({})), teamVersion: vi.fn(async () => ({})) };
  const work = new TeamWork(crypto, api);
  const stale = vi.fn();
  work.addEventListener("stale", stale);
  return { crypto, api, work, stale };
}

describe("TeamWork", () => {
  it("opens the key, then gives it to who was approved", async () => {
    const { work, api, stale } = desk();
    await work.work([holding], me);
    expect([...work.opened]).toEqual(["team-1"]);
    expect(api.teamShares).toHaveBeenCalledWith("peers", 1, [
      { recipient: "new", box: "team-1 for pk-new" },
    ]);
    expect(stale).toHaveBeenCalledTimes(1);
  });

  it("does the same work once, though the team is looked at again", async () => {
    const { work, api } = desk();
    await work.work([holding], me);
    await work.work([holding], me);
    expect(api.teamShares).toHaveBeenCalledTimes(1);
  });

  it("makes the version that is due with the key it is shared under", async () => {
    const { work, api } = desk();
    await work.work([{ ...holding, rotationDue: true }], me);
    expect(api.teamVersion).toHaveBeenCalledWith("peers", {
      version: 2,
      publicKey: "team-new",
      shares: [
        { recipient: "me", box: "team-new for pk-me" },
        { recipient: "new", box: "team-new for pk-new" },
      ],
    });
  });

  it("looks again, and no more, when another was quicker", async () => {
    const { work, api, stale } = desk();
    api.teamVersion.mockRejectedValue(new ApiError("not-next", 409));
    await work.work([{ ...holding, rotationDue: true }], me);
    await work.work([{ ...holding, rotationDue: true }], me);
    expect(api.teamVersion).toHaveBeenCalledTimes(1);
    expect(stale).toHaveBeenCalledTimes(1);
  });

  it("tries again later when the server was away", async () => {
    const { work, api } = desk();
    api.teamShares.mockRejectedValueOnce(new ApiError("offline", 503)).mockRejectedValueOnce(
      new ApiError("offline", 0),
    );
    // One look, one try: a server that is away is not asked in a circle.
    await work.work([holding], me);
    expect(api.teamShares).toHaveBeenCalledTimes(1);
    await work.work([holding], me);
    await work.work([holding], me);
    expect(api.teamShares).toHaveBeenCalledTimes(3);
  });

  it("notes a broken share and goes on with the other versions", async () => {
    const { work, crypto } = desk();
    crypto.openTeamKey.mockRejectedValueOnce(new CryptoError("bad-share"));
    const two = { ...holding, current: team(2), held: [{ ...holding.held[0]!, team: team(2) }, ...holding.held] };
    await work.work([two], me);
    expect([...work.broken]).toEqual(["team-2"]);
    expect([...work.opened]).toEqual(["team-1"]);
  });
});
