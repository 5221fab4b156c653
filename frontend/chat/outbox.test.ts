import { expect, test } from "vitest";
import { backoff, LONGEST, SHORTEST } from "./backoff";
import { Counter } from "./counter";
import { Outbox } from "./outbox";

const body = (text: string) => ({ kind: "text", text });

test("the outbox keeps the order and adds an id once", () => {
  const outbox = new Outbox();
  outbox.add("a", body("1"));
  outbox.add("b", body("2"));
  outbox.add("a", body("3"));
  expect(outbox.size).toBe(2);
  expect(outbox.head).toMatchObject({ id: "a", body: { text: "1" } });
});

test("what was sealed is kept for a retry until it is unsealed", () => {
  const outbox = new Outbox();
  const sealed = { epoch: 0, n: 1, ciphertext: "c" };
  outbox.add("a", body("1"));
  outbox.seal("a", sealed);
  expect(outbox.head?.sealed).toEqual(sealed);
  outbox.unseal("a");
  expect(outbox.head).toMatchObject({ id: "a", sealed: null });
});

test("taking gives the item once and lets the next forward", () => {
  const outbox = new Outbox();
  outbox.add("a", body("1"));
  outbox.add("b", body("2"));
  expect(outbox.take("a")?.id).toBe("a");
  expect(outbox.take("a")).toBeNull();
  expect(outbox.head?.id).toBe("b");
  outbox.clear();
  expect(outbox.head).toBeNull();
});

test("the counter is one more than the last stored, and asking does not use it up", () => {
  const counter = new Counter();
  expect([counter.next, counter.next]).toEqual([1, 1]);
  counter.learn(4);
  counter.learn(2);
  expect(counter.next).toBe(5);
});

test("the wait grows from half a second to fifteen and never leaves that range", () => {
  expect(backoff(0, 0)).toBe(SHORTEST);
  expect(backoff(0, 1)).toBe(1000);
  expect(backoff(3, 1)).toBe(8000);
  for (let attempt = 0; attempt < 40; attempt += 1) {
    for (const random of [0, 0.3, 0.999]) {
      const wait = backoff(attempt, random);
      expect(wait).toBeGreaterThanOrEqual(SHORTEST);
      expect(wait).toBeLessThanOrEqual(LONGEST);
    }
  }
  expect(backoff(30, 1)).toBe(LONGEST);
});
