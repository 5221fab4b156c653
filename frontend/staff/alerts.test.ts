import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Blinker, Chime } from "./alerts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("Blinker", () => {
  it("alternates while nobody looks, and gives the title back", () => {
    const page = { title: "Samtaler", hidden: true };
    const blinker = new Blinker(page);
    blinker.show("1 venter");
    expect(page.title).toBe("1 venter");
    vi.advanceTimersByTime(1200);
    expect(page.title).toBe("Samtaler");
    vi.advanceTimersByTime(1200);
    expect(page.title).toBe("1 venter");
    blinker.stop();
    vi.advanceTimersByTime(5000);
    expect(page.title).toBe("Samtaler");
  });

  it("keeps the page's own title when a second thing comes", () => {
    const page = { title: "Samtaler", hidden: true };
    const blinker = new Blinker(page);
    blinker.show("1 venter");
    blinker.show("2 venter");
    blinker.stop();
    expect(page.title).toBe("Samtaler");
  });

  it("leaves the title alone while somebody looks", () => {
    const page = { title: "Samtaler", hidden: false };
    new Blinker(page).show("1 venter");
    expect(page.title).toBe("Samtaler");
  });
});

describe("Chime", () => {
  it("is silent before the page was touched", () => {
    const make = vi.fn<() => AudioContext>();
    new Chime(make).play();
    expect(make).not.toHaveBeenCalled();
  });

  it("does without sound where there is none", () => {
    const chime = new Chime(() => {
      throw new Error("no audio device");
    });
    expect(() => {
      chime.prepare();
      chime.play();
    }).not.toThrow();
  });
});
