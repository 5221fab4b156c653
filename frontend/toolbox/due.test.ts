// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import type { Drawer } from "./box";
import { remind, showDue } from "./due";
import { rememberDue } from "./reminders";

const lines = () => [...document.querySelectorAll(".due-line")].map((line) => line.querySelector("p")?.textContent);

beforeEach(() => {
  sessionStorage.clear();
  document.documentElement.lang = "da";
  document.body.innerHTML = '<main id="main" tabindex="-1"><h1>Hjælp</h1></main>';
});

test("one neutral line stands on top, once, with a way to what it is", () => {
  showDue();
  showDue();
  expect(lines()).toEqual(["Du bad os minde dig om noget i dag. Se det"]);
  expect(document.querySelector("main")?.firstElementChild?.className).toContain("due-line");
  expect(document.querySelector(".due-line a")?.getAttribute("href")).toBe("/gemt/");
});

test("closed, it stays away for the day, and the cursor is in the page", () => {
  showDue();
  document.querySelector<HTMLElement>(".due-line button")?.click();
  showDue();
  expect(lines()).toEqual([]);
  expect(document.activeElement?.id).toBe("main");
});

test("it shows when something in the drawer is due, and not before", async () => {
  const open = (due: number) => async () => {
    rememberDue(new Map([["a", { due }]]));
    return {} as Drawer;
  };
  await remind(open(Date.now() + 60_000));
  expect(lines()).toEqual([]);
  await remind(open(Date.now() - 1));
  expect(lines()).toHaveLength(1);
});

test("a drawer that does not open says nothing here", async () => {
  await remind(async () => Promise.reject(new Error("offline")));
  expect(lines()).toEqual([]);
});
