// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";

document.documentElement.lang = "da"; // the texts are chosen when they are loaded
const { ApiError } = await import("../api");
await import("./talk");
type TalkPanel = import("./talk").TalkPanel;

const team = { id: "s1", kind: "safeguarding", version: 1, publicKey: "sk" };
const message = { id: "m", seq: 1, at: new Date().toISOString(), epoch: 1, mine: false, sender: "ung" };

class FakeSession extends EventTarget {
  id = "c";
  party = "peer";
  me = { id: "me", publicKey: "pk" };
  ended = "";
  connection = "online";
  canRead = true;
  draft = "";
  present: string[] = [];
  readable = [0, 1];
  messages: unknown[] = [{ ...message, n: 1, body: { kind: "text", text: "hej" }, status: "stored" }];
  report = vi.fn(async () => undefined);
  saw(): void {}
  conversation = {
    ...{ id: "c", kind: "now", state: "active", nickname: "Glad Odder", ageGroup: "16–18 år", topics: [] },
    ...{ participants: [], epochs: [], epoch: 1, call: null, acceptedAt: null, sessionMinutes: 50 },
  };
}

class FakeOffice extends EventTarget {
  me: { safeguardingTeam: typeof team | null } = { safeguardingTeam: team };
  look = vi.fn(async () => undefined);
  say = vi.fn();
  talks = { putAside: vi.fn() };
}

let panel: TalkPanel;
let office: FakeOffice;
let session: FakeSession;

const button = (text: string): HTMLButtonElement | undefined =>
  [...panel.querySelectorAll("button")].find((one) => one.textContent!.trim() === text);

async function settle(): Promise<void> {
  await panel.updateComplete;
  await new Promise((done) => setTimeout(done));
  await panel.updateComplete;
}

async function submit(): Promise<void> {
  panel.querySelector(".report-make")!.dispatchEvent(new Event("submit", { cancelable: true }));
  await settle();
}

beforeEach(async () => {
  [office, session] = [new FakeOffice(), new FakeSession()];
  panel = document.createElement("naere-talk") as TalkPanel;
  panel.office = office as unknown as TalkPanel["office"];
  panel.talk = { id: "c", session, seen: 0, closed: false } as unknown as TalkPanel["talk"];
  document.body.append(panel);
  await settle();
});

afterEach(() => panel.remove());

test("a peer's report shares all that can be read with the newest key of the team", async () => {
  button("Meld samtalen")!.click();
  await settle();
  await submit();
  expect(office.look).toHaveBeenCalled();
  expect(session.report).toHaveBeenCalledWith(team, [0, 1]);
  expect(office.say).toHaveBeenCalledWith({ text: expect.stringContaining("meldt"), kind: "good" });
  expect(panel.querySelector(".report-make")).toBeNull();
});

test("only today's part is shared when that is chosen", async () => {
  button("Meld samtalen")!.click();
  await settle();
  panel.querySelector<HTMLInputElement>("#extent-today-c")!.dispatchEvent(new Event("change"));
  await submit();
  expect(session.report).toHaveBeenCalledWith(team, [1]);
});

test.each([
  ["there is no team", (): void => void (office.me.safeguardingTeam = null), "ingen fagpersoner"],
  ["nothing is said yet", (): void => void (session.messages = []), "ikke noget at vise"],
  ["the server has none", (): void => void session.report.mockRejectedValue(new ApiError("no-team", 409)), "ingen fagpersoner"],
] as const)("when %s it is told, and not taken for sent", async (_, change, said) => {
  change();
  button("Meld samtalen")!.click();
  await settle();
  await submit();
  expect(panel.querySelector(".report-make [role=alert]")!.textContent).toContain(said);
  expect(office.say).not.toHaveBeenCalled();
});

test("a professional, who is not the server's to hear, is offered none", async () => {
  session.party = "professional";
  panel.requestUpdate();
  await settle();
  expect(button("Meld samtalen")).toBeUndefined();
});
