// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Conversation } from "../wire";
import type { Config } from "./config";
import "./ended";
import type { Ended } from "./ended";

const question = (key: string) => ({ key, text: `Om ${key}?`, low: "slet ikke", high: "helt" });

let element: Ended;
let sent: Record<string, number> | null;

beforeEach(async () => {
  document.documentElement.lang = "da";
  sent = null;
  element = document.createElement("naere-ended") as Ended;
  element.config = { questions: [question("heard"), question("fitted")], daysKept: 30 } as unknown as Config;
  element.conversation = { acceptedAt: "2026-01-01T10:00:00Z", kind: "now" } as Conversation;
  element.addEventListener("feedback", (event) => (sent = (event as CustomEvent<Record<string, number>>).detail));
  document.body.append(element);
  await element.updateComplete;
});

afterEach(() => element.remove());

function radios(key: string): HTMLInputElement[] {
  return [...element.querySelectorAll<HTMLInputElement>(`input[type=radio][name="scale-${key}"]`)];
}

function choose(key: string, point: number): Promise<boolean> {
  const radio = radios(key)[point]!;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  return element.updateComplete;
}

const chosen = (key: string) => radios(key).filter((one) => one.checked).map((one) => one.value);
const send = () => element.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));

test("a question is eleven radios from 0 to 10, and none looks answered", () => {
  expect(radios("heard").map((one) => one.value)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  expect([...chosen("heard"), ...chosen("fitted")]).toEqual([]);
  expect(element.querySelector("input[type=range]")).toBeNull();
  expect(element.querySelector<HTMLButtonElement>("form button[type=submit]")!.disabled).toBe(true);
});

test("the ends have words, also for those who hear the page", () => {
  const names = radios("heard").map((one) => one.closest("label")!.textContent!.trim());
  expect([names[0], names[5], names[10]]).toEqual(["0 slet ikke", "5", "10 helt"]);
  expect(element.querySelector("fieldset legend")!.textContent).toBe("Om heard?");
});

test("only what was answered is sent, nought as well", async () => {
  await choose("fitted", 0);
  send();
  expect(sent).toEqual({ fitted: 0 });
});

test("an answer can be taken back, and is not sent then", async () => {
  await choose("heard", 7);
  await choose("fitted", 3);
  element.querySelector<HTMLButtonElement>("#scale-heard .talk-link")!.click();
  await element.updateComplete;
  expect(chosen("heard")).toEqual([]);
  send();
  expect(sent).toEqual({ fitted: 3 });
});
