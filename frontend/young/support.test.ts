// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { isSupported, showFallback } from "./support";

test("every needed thing is needed", () => {
  expect(isSupported(() => true, {})).toBe(true);
  expect(isSupported(() => true, null)).toBe(false);
  for (const missing of ["WebAssembly", "WebSocket", "Worker", "indexedDB"]) {
    expect(isSupported((name) => name !== missing, {})).toBe(false);
  }
});

test("the fallback takes the island's place", () => {
  document.body.innerHTML = '<naere-young></naere-young><section id="no-support" hidden></section>';
  showFallback();
  expect(document.querySelector("naere-young")).toBeNull();
  expect(document.getElementById("no-support")?.hasAttribute("hidden")).toBe(false);
});
