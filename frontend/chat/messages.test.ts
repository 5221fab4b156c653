import { describe, expect, test } from "vitest";
import { type Event, type Messages, nothing, reduce } from "./messages";

const ME = "me";
const YOU = "you";

function run(...events: Event[]): Messages {
  return events.reduce(reduce, nothing);
}

function came(seq: number, n = seq, over: Partial<Event & { type: "came" }> = {}): Event {
  const body = { kind: "text", text: `t${seq}` };
  return { type: "came", id: `m${seq}`, seq, n, epoch: 0, sender: YOU, mine: false, body, at: "t", ...over };
}

function queued(id: string): Event {
  return { type: "queued", id, sender: ME, body: { kind: "text", text: id }, at: "t" };
}

function acked(id: string, seq: number, n: number): Event {
  return { type: "acked", id, seq, n, epoch: 0, at: "t" };
}

const ids = (state: Messages) => state.list.map((one) => one.id);
const problems = (state: Messages) => state.list.map((one) => one.problem ?? null);

describe("order", () => {
  test("stored messages stand by place, unsent ones after them in the order written", () => {
    const state = run(queued("a"), queued("b"), came(2), came(1));
    expect(ids(state)).toEqual(["m1", "m2", "a", "b"]);
  });

  test("an acknowledged message moves to its place", () => {
    const state = run(queued("a"), queued("b"), came(1), acked("a", 2, 1), came(3, 2));
    expect(ids(state)).toEqual(["m1", "a", "m3", "b"]);
    expect(state.list.map((one) => one.status)).toEqual(["stored", "stored", "stored", "sending"]);
  });

  test("one that failed and is tried again keeps its place among the unsent", () => {
    const state = run(queued("a"), queued("b"), { type: "failed", id: "a" }, { type: "again", id: "a" });
    expect(ids(state)).toEqual(["a", "b"]);
    expect(state.list[0]!.status).toBe("sending");
  });
});

describe("the same thing twice", () => {
  test("a message that comes twice stands once", () => {
    expect(ids(run(came(1), came(1), came(2), came(1)))).toEqual(["m1", "m2"]);
  });

  test("an own message that comes by catch-up, then is acknowledged, stands once", () => {
    const own = came(1, 1, { id: "a", sender: ME, mine: true });
    const state = run(queued("a"), own, acked("a", 1, 1), own);
    expect(ids(state)).toEqual(["a"]);
    expect(state.list[0]).toMatchObject({ seq: 1, status: "stored" });
  });

  test("a failure told after it was stored changes nothing", () => {
    const state = run(queued("a"), acked("a", 1, 1), { type: "failed", id: "a" });
    expect(state.list[0]!.status).toBe("stored");
  });

  test("an acknowledgement of something unknown changes nothing", () => {
    expect(run(acked("x", 1, 1))).toEqual(nothing);
  });
});

describe("upTo", () => {
  test("stops before a hole and goes on when the hole is filled", () => {
    const holed = run(came(1), came(3));
    expect(holed.upTo).toBe(1);
    expect(reduce(holed, came(2)).upTo).toBe(3);
  });
});

describe("gaps", () => {
  test("a missing counter is marked on the message after it", () => {
    expect(problems(run(came(1, 1), came(2, 3), came(3, 4)))).toEqual([null, "gap", null]);
  });

  test("a message that starts above one is marked", () => {
    expect(problems(run(came(1, 2)))).toEqual(["gap"]);
  });

  test("a counter that comes again is marked", () => {
    expect(problems(run(came(1, 1), came(2, 1)))).toEqual([null, "gap"]);
  });

  test("is not judged before everything in between is here", () => {
    const holed = run(came(1, 1), came(3, 3));
    expect(problems(holed)).toEqual([null, null]);
    expect(problems(reduce(holed, came(2, 2)))).toEqual([null, null, null]);
  });

  test("a place that stays empty hides nothing that is missing after it", () => {
    const state = run(came(1, 1), came(2, 2), came(4, 4), came(5, 7), came(6, 9));
    expect(state.upTo).toBe(2);
    expect(problems(state)).toEqual([null, null, null, "gap", "gap"]);
  });

  test("a place that is empty for long is a gap itself, until it is filled", () => {
    const holed = run(came(1, 1), came(3, 3), { type: "lasting", upTo: 1 });
    expect(problems(holed)).toEqual([null, "gap"]);
    expect(problems(reduce(holed, came(4, 4)))).toEqual([null, "gap", null]);
    expect(problems(reduce(holed, came(2, 2)))).toEqual([null, null, null]);
  });

  test("a place that was filled meanwhile was not empty for long", () => {
    expect(problems(run(came(1), came(3), came(2), came(5), { type: "lasting", upTo: 1 }))).toEqual([null, null, null, null]);
  });

  test("what is opened later still tells what is missing before it", () => {
    const late = came(2, 4, { body: null, problem: "not-shared" });
    const state = run(came(1, 1), late, { type: "opened", id: "m2", body: { kind: "text", text: "x" } });
    expect(problems(state)).toEqual([null, "gap"]);
  });

  test("senders count apart", () => {
    const own = came(2, 1, { sender: ME, mine: true });
    expect(problems(run(came(1, 1), own, came(3, 2)))).toEqual([null, null, null]);
  });

  test("what cannot be vouched for keeps saying so", () => {
    const state = run(came(1, 5, { problem: "cannot-vouch", body: null }));
    expect(problems(state)).toEqual(["cannot-vouch"]);
  });
});

describe("seen", () => {
  test("marks own stored messages up to there, also those stored later", () => {
    const state = run(queued("a"), queued("b"), acked("a", 1, 1), { type: "seen", seq: 2 });
    expect(state.list.map((one) => one.status)).toEqual(["seen", "sending"]);
    expect(reduce(state, acked("b", 2, 2)).list[1]!.status).toBe("seen");
  });

  test("never goes back", () => {
    const state = run({ type: "seen", seq: 4 }, { type: "seen", seq: 2 });
    expect(state.seen).toBe(4);
  });
});

test("what is opened later loses its problem and gets its words", () => {
  const state = run(
    came(1, 1, { body: null, problem: "not-shared" }),
    { type: "opened", id: "m1", body: { kind: "text", text: "hej" } },
  );
  expect(state.list[0]).toMatchObject({ body: { text: "hej" } });
  expect(problems(state)).toEqual([null]);
});

/** A small generator with a seed: the sequences are random, the test is not. */
function random(seed: number): () => number {
  let at = seed;
  return () => {
    at = (Math.imul(at, 1664525) + 1013904223) >>> 0;
    return at / 2 ** 32;
  };
}

function shuffled<T>(items: T[], next: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))(
  "random arrival %i: nothing lost, doubled, out of order or falsely marked",
  (seed) => {
    const next = random(seed + 1);
    const counters = { [ME]: 0, [YOU]: 0 };
    const stored = Array.from({ length: 30 }, (_, i) => {
      const sender = next() < 0.5 ? ME : YOU;
      counters[sender]! += 1;
      return { id: `m${i + 1}`, seq: i + 1, n: counters[sender]!, sender };
    });
    const events = stored.flatMap(({ id, seq, n, sender }): Event[] => {
      const arrival = came(seq, n, { id, sender, mine: sender === ME });
      if (sender === YOU) return [arrival, arrival];
      return next() < 0.5 ? [acked(id, seq, n), arrival] : [arrival, acked(id, seq, n)];
    });
    const mine = stored.filter((one) => one.sender === ME).map((one) => queued(one.id));
    const state = [...mine, ...shuffled(events, next)].reduce(reduce, nothing);
    expect(ids(state)).toEqual(stored.map((one) => one.id));
    expect(state.upTo).toBe(30);
    expect(problems(state).every((problem) => problem === null)).toBe(true);
    expect(state.counters).toEqual(Object.fromEntries(Object.entries(counters).filter(([, n]) => n)));
  },
);

test.each(Array.from({ length: 20 }, (_, seed) => seed))(
  "random loss %i: a message that the server withholds leaves a mark",
  (seed) => {
    const next = random(seed + 1000);
    const lost = 1 + Math.floor(next() * 18); // not the last: nothing comes after it
    const kept = Array.from({ length: 20 }, (_, i) => i + 1).filter((n) => n !== lost);
    const events = kept.map((n, i) => came(i + 1, n));
    const state = shuffled(events, next).reduce(reduce, nothing);
    expect(problems(state).filter(Boolean)).toEqual(["gap"]);
    expect(state.list[lost - 1]!.problem).toBe("gap");
  },
);
