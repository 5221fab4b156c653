// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveSocket, socketUrl } from "./socket";

class Fake extends EventTarget {
  readyState: number = WebSocket.CONNECTING;
  readonly sent: string[] = [];

  open(): void {
    this.readyState = WebSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  send(text: string): void {
    this.sent.push(text);
  }

  drop(code: number): void {
    this.readyState = WebSocket.CLOSED;
    this.dispatchEvent(new CloseEvent("close", { code }));
  }

  close(): void {
    this.readyState = WebSocket.CLOSED;
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function make() {
  const made: Fake[] = [];
  const told: string[] = [];
  const socket = new LiveSocket(
    "/ws/duty/",
    {
      opened: () => told.push("opened"),
      frame: (frame) => told.push(`frame ${frame.t}`),
      connection: (connection) => told.push(connection),
      ended: (code) => told.push(`ended ${code}`),
      refused: () => told.push("refused"),
    },
    () => {
      made.push(new Fake());
      return made[made.length - 1] as unknown as WebSocket;
    },
    () => 0,
  );
  socket.start();
  return { socket, made, told };
}

test("the address follows the page's scheme", () => {
  const page = (protocol: string) => ({ protocol, host: "a.example" }) as Location;
  expect(socketUrl("/ws/duty/", page("https:"))).toBe("wss://a.example/ws/duty/");
  expect(socketUrl("/ws/duty/", page("http:"))).toBe("ws://a.example/ws/duty/");
});

test("a message may hold several frames, one on each line; rubbish among them is left out", () => {
  const { made, told } = make();
  made[0]!.open();
  made[0]!.say('{"t":"ack"}\n{"t":"pong"}\nrubbish\n{"t":"msg"}');
  expect(told).toEqual(["opened", "online", "frame ack", "frame msg"]);
});

test("it is online from the first frame, and passes frames on but no pong and no rubbish", () => {
  const { made, told } = make();
  made[0]!.open();
  for (const data of ['{"t":"pong"}', '{"t":"queue"}', "rubbish", "null", '{"x":1}']) made[0]!.say(data);
  expect(told).toEqual(["opened", "online", "frame queue"]);
});

test("a broken line comes back after a wait that grows, and the wait starts small again once online", () => {
  const { made, told } = make();
  made[0]!.open();
  made[0]!.drop(1006);
  vi.advanceTimersByTime(499);
  expect(made).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(made).toHaveLength(2);
  made[1]!.drop(1006);
  vi.advanceTimersByTime(999);
  expect(made).toHaveLength(2);
  vi.advanceTimersByTime(1);
  made[2]!.open();
  made[2]!.say('{"t":"welcome"}');
  made[2]!.drop(1012);
  vi.advanceTimersByTime(500);
  expect(made).toHaveLength(4);
  expect(told.filter((one) => one === "refused")).toHaveLength(1);
});

test.each([4401, 4404])("after %i it does not come back", (code) => {
  const { made, told } = make();
  made[0]!.open();
  made[0]!.drop(code);
  vi.advanceTimersByTime(60_000);
  expect(made).toHaveLength(1);
  expect(told[told.length - 1]).toBe(`ended ${code}`);
});

test("it pings every 25 s, and a line that does not answer is given up", () => {
  const { made, told } = make();
  made[0]!.open();
  vi.advanceTimersByTime(25_000);
  expect(made[0]!.sent).toEqual(['{"t":"ping"}']);
  made[0]!.say('{"t":"pong"}');
  vi.advanceTimersByTime(25_000);
  expect(made[0]!.sent).toHaveLength(2);
  vi.advanceTimersByTime(10_000);
  expect(told[told.length - 1]).toBe("offline");
  vi.advanceTimersByTime(500);
  expect(made).toHaveLength(2);
});

test("nothing goes out while it is not open, and the caller is told", () => {
  const { socket, made } = make();
  expect(socket.send({ t: "ping" })).toBe(false);
  made[0]!.open();
  expect(socket.send({ t: "ping" })).toBe(true);
});

test("back online means at once, stopped means never", () => {
  const { socket, made } = make();
  made[0]!.drop(1006);
  dispatchEvent(new Event("online"));
  expect(made).toHaveLength(2);
  socket.stop();
  dispatchEvent(new Event("online"));
  vi.advanceTimersByTime(60_000);
  expect(made).toHaveLength(2);
});

test("what an abandoned socket still says is not heard", () => {
  const { socket, made, told } = make();
  made[0]!.open();
  socket.stop();
  made[0]!.say('{"t":"queue"}');
  made[0]!.drop(4401);
  expect(told).toEqual(["opened"]);
});
