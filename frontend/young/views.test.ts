import { expect, test } from "vitest";
import type { Me, Summary } from "../wire";
import { current, landing } from "./views";

const me = (...states: Summary["state"][]): Me =>
  ({ conversations: states.map((state, i) => ({ id: `${i}`, state })) }) as unknown as Me;

test("the newest conversation that is not closed goes on", () => {
  expect(current(me("closed", "waiting", "active"))?.id).toBe("1");
  expect(current(me("closed"))).toBeNull();
});

test("on the writing page one lands in what goes on, else with what one came for", () => {
  expect(landing(me("active"), "write", "letter")).toBe("talk");
  expect(landing(me("closed"), "write", "letter")).toBe("before");
  expect(landing(me("closed"), "write", null)).toBe("mine");
});

test("on the return page one sees one's conversations", () => {
  expect(landing(me("active"), "return", null)).toBe("mine");
});
