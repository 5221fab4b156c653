// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "./conversation";
import { ConversationSession } from "./session";
import { FakeCrypto } from "./testing/crypto";
import { FakeServer, FakeSocket, TEAM } from "./testing/server";

beforeEach(() => {
  document.documentElement.lang = "da";
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

async function pass(ms = 0): Promise<void> {
  for (let i = 0; i < 60; i += 1) await Promise.resolve();
  await vi.advanceTimersByTimeAsync(ms);
  for (let i = 0; i < 60; i += 1) await Promise.resolve();
}

/** A peer in a conversation that goes on, and the server. */
async function talking(prepare: (server: FakeServer) => void = () => {}) {
  const server = new FakeServer();
  server.join("young", "ung", "ung-key");
  const young = new FakeCrypto("ung-key");
  const recipients = server.required().map(({ id, publicKey }) => ({ id, publicKey }));
  const made = await young.createEpoch({ tenant: "t", conversation: "c", epoch: 0, recipients });
  server.addEpoch("ung", { number: 0, commit: made.commit, link: null, shares: made.shares });
  server.accept("peer", "peer-key");
  prepare(server);
  const crypto = new FakeCrypto("peer-key");
  crypto.teams.add(TEAM.publicKey);
  const session = new ConversationSession(
    {
      ...{ crypto, api: server.api("peer"), tenant: "t", party: "peer", moment: 1000 },
      me: { id: "peer", publicKey: "peer-key" },
      makeSocket: () => new FakeSocket(server, "peer") as unknown as WebSocket,
    },
    "c",
  );
  await session.open();
  await pass();
  return { server, session };
}

async function desk(session: ConversationSession) {
  const element = document.createElement("naere-conversation");
  element.session = session;
  element.offersCall = true;
  document.body.append(element);
  await element.updateComplete;
  return {
    element,
    text: () => element.querySelector(".talk-actions")!.textContent!.replace(/\s+/g, " ").trim(),
    button: () => element.querySelector<HTMLButtonElement>(".talk-actions button"),
  };
}

test("it is told at the start and at each change", async () => {
  const { server, session } = await talking((one) => (one.professionalOnDuty = true));
  expect(session.professional).toBe("on-duty");
  for (const [on, told] of [[false, "nobody"], [true, "on-duty"]] as const) {
    const changed = vi.fn();
    session.addEventListener("change", changed);
    server.duty(on);
    await pass();
    expect(session.professional).toBe(told);
    expect(changed).toHaveBeenCalled();
  }
});

test("what changed while the line was down is known when it is back", async () => {
  const { server, session } = await talking();
  for (const socket of [...server.person("peer").sockets]) socket.drop();
  server.professionalOnDuty = true;
  await pass(5_000);
  expect(session.connection).toBe("online");
  expect(session.professional).toBe("on-duty");
});

test("a welcome that knows it not takes nothing back", async () => {
  const { session } = await talking((one) => {
    one.professionalOnDuty = true;
    one.knowsDuty = false;
  });
  expect(session.professional).toBe("on-duty");
});

test("a welcome knows better than the look before it", async () => {
  const { session } = await talking((one) => {
    one.passes = () => true;
    const greet = one.received.bind(one);
    one.received = (socket, frame) => {
      one.professionalOnDuty = true;
      greet(socket, frame);
    };
  });
  expect(session.professional).toBe("on-duty");
});

test("no call is offered before anybody has come, nor twice, nor when it is over", async () => {
  const { server, session } = await talking((one) => (one.professionalOnDuty = true));
  await session.call();
  expect(session.professional).toBe("");
  server.call = null;
  for (const state of ["waiting", "closed"] as const) {
    server.state = state;
    await session.refresh();
    expect(session.professional).toBe("");
  }
});

test("the desk shows the call, or calmly that nobody is there and where help is", async () => {
  const { server, session } = await talking();
  const shown = await desk(session);
  expect(shown.text()).toBe("Der er ingen fagperson på vagt lige nu. Hjælp nu");
  expect(shown.button()).toBeNull();
  const link = shown.element.querySelector(".talk-actions a")!;
  expect([link.getAttribute("href"), link.getAttribute("target")]).toEqual(["/hjaelp/", "_blank"]);
  server.duty(true);
  await pass();
  await shown.element.updateComplete;
  expect(shown.text()).toBe("Kald en fagperson");
});

test("who went home between the look and the tap: it is said kindly, and the button goes", async () => {
  const { server, session } = await talking((one) => (one.professionalOnDuty = true));
  const shown = await desk(session);
  server.professionalOnDuty = false; // the frame is still on its way
  shown.button()!.click();
  await pass();
  await shown.element.updateComplete;
  expect(shown.element.querySelector('[role="alert"]')!.textContent).toContain(
    "Der er ingen fagperson på vagt lige nu.",
  );
  expect(shown.button()).toBeNull();
  expect(session.conversation!.call).toBeNull();
});
