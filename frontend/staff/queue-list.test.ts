// @vitest-environment happy-dom
import { expect, test } from "vitest";

document.documentElement.lang = "da"; // the texts are chosen when they are loaded
await import("./queue-list");
type QueueList = import("./queue-list").QueueList;

const waiting = (ageGroup: string, topics: string[]) => ({
  ...{ id: "c", kind: "now", queuedAt: new Date().toISOString(), ageGroup, topics, handedOver: false },
});

test.each([
  ["16–18 år", ["Skole", "Søvn"], "Tag den : 16–18 år, Skole, Søvn"],
  ["16–18 år", [], "Tag den : 16–18 år"],
  ["", ["Skole"], "Tag den : Alder ikke oplyst, Skole"],
])("what is heard of who waits ends where the words end (%s, %s)", async (age, topics, heard) => {
  const office = Object.assign(new EventTarget(), {
    queue: [waiting(age, topics)],
    isOnDuty: () => true,
    holds: () => true,
  });
  const list = document.createElement("naere-queue") as QueueList;
  Object.assign(list, { office, takes: true });
  document.body.replaceChildren(list);
  await list.updateComplete;
  expect(list.querySelector("button")?.textContent?.replace(/\s+/g, " ").trim()).toBe(heard);
});
