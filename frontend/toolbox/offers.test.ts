// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { offerCopy, offerPrint } from "./offers";

afterEach(() => vi.unstubAllGlobals());

function page(): { button: HTMLButtonElement; status: HTMLElement } {
  document.body.innerHTML = `<button type="button" hidden data-copy="https://x.example/" data-done="Kopieret" data-failed="Markér det">
    Kopiér</button><span role="status"></span>`;
  return {
    button: document.querySelector("button") as HTMLButtonElement,
    status: document.querySelector("span") as HTMLElement,
  };
}

test("the link is copied, and that is said", async () => {
  const writeText = vi.fn().mockResolvedValue(undefined);
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  const { button, status } = page();
  offerCopy(button);
  expect(button.hidden).toBe(false);
  button.click();
  await vi.waitFor(() => expect(status.textContent).toBe("Kopieret"));
  expect(writeText).toHaveBeenCalledWith("https://x.example/");
});

test("where it may not be copied, it is said what to do", async () => {
  vi.stubGlobal("navigator", {});
  const { button, status } = page();
  offerCopy(button);
  button.click();
  await vi.waitFor(() => expect(status.textContent).toBe("Markér det"));
});

test("the page is printed", () => {
  const print = vi.fn();
  vi.stubGlobal("print", print);
  const { button } = page();
  offerPrint(button);
  button.click();
  expect(button.hidden).toBe(false);
  expect(print).toHaveBeenCalledOnce();
});
