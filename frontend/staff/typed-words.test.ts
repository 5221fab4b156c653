import { describe, expect, it } from "vitest";
import { isSame, put, split, twoPlaces } from "./typed-words";

const empty = ["", "", "", "", "", ""];
const six = ["abe", "bil", "citron", "dug", "elg", "fugl"];

describe("put", () => {
  it("puts one word where it was typed", () => {
    expect(put(empty, 2, " citron ")).toEqual(["", "", "citron", "", "", ""]);
  });

  it("spreads six pasted words from the first field, wherever they were pasted", () => {
    expect(put(empty, 4, "1. abe, 2. bil, 3. citron 4. dug 5. elg 6. fugl")).toEqual(six);
  });

  it("fills on from where fewer were pasted", () => {
    expect(put(six, 4, "ål øre")).toEqual(["abe", "bil", "citron", "dug", "ål", "øre"]);
  });
});

describe("split", () => {
  it("keeps Danish letters and drops everything else", () => {
    expect(split("  æble-Øre\n3) ål ")).toEqual(["æble", "Øre", "ål"]);
  });
});

describe("twoPlaces", () => {
  it("gives two different places in order, at both ends of chance", () => {
    for (const random of [0, 0.2, 0.5, 0.999]) {
      const [first, second] = twoPlaces(() => random);
      expect(first).toBeLessThan(second);
      expect(second).toBeLessThan(6);
    }
  });
});

describe("isSame", () => {
  it("forgives case and the ways to write Danish letters", () => {
    expect(isSame(" AEble ", "æble")).toBe(true);
    expect(isSame("oere", "øre")).toBe(true);
    expect(isSame("abe", "bil")).toBe(false);
  });
});
