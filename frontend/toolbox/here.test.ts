// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../api";
import { Here } from "./here";

const work = vi.hoisted(() => ({ asked: 0, isThere: true }));

vi.mock("./here-work", () => {
  work.asked += 1;
  if (!work.isThere) throw new TypeError("not fetched");
  const restore = async (): Promise<boolean> => true;
  return {
    startCrypto: () => ({}),
    Self: class {
      restore = restore;
      wipe(): void {}
    },
  };
});

beforeEach(() => {
  vi.resetModules();
  sessionStorage.clear();
  [work.asked, work.isThere] = [0, true];
  document.head.innerHTML = '<meta name="csrf-token" content="t">';
  document.body.innerHTML = '<script id="config" type="application/json">{"tenant": "dragoer", "name": "N", "ageGroups": []}</script>';
});

test("nobody is here, and nothing that keeps keys is fetched", async () => {
  const here = new Here();
  expect([here.hasKey(), await here.restore(), work.asked]).toEqual([false, false, 0]);
});

test("without a line what keeps keys does not come, and that is said as such; then one may try again", async () => {
  sessionStorage.setItem("naere.slot.young", "sealed");
  work.isThere = false;
  const here = new Here();
  const error = await here.restore().catch((one: unknown) => one);
  expect([here.hasKey(), error instanceof ApiError && error.code]).toEqual([true, "offline"]);
  work.isThere = true;
  expect(await here.restore()).toBe(true);
});
