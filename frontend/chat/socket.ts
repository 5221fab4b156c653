/** A WebSocket that comes back by itself, and says how it stands. Frames are JSON (docs/wire.md). */
import { backoff } from "./backoff";

export type Connection = "connecting" | "online" | "offline";

export const SIGNED_OUT = 4401;
export const GONE = 4404;
const ABUSE = 4400;

const PING_EVERY = 25_000; // ms
const ANSWER_WITHIN = 10_000; // ms

export interface Handlers {
  /** Open: say hello. */
  opened(): void;
  frame(frame: { readonly t: string }): void;
  connection(connection: Connection): void;
  /** Closed for good, with the server's code. */
  ended(code: number): void;
  /** It could not be opened at all: refused, or nobody there. It goes on trying. */
  refused?(): void;
}

export type MakeSocket = (url: string) => WebSocket;

/** Where a path of ours is as a WebSocket. */
export function socketUrl(path: string, here: Location = location): string {
  return `${here.protocol === "https:" ? "wss" : "ws"}://${here.host}${path}`;
}

/** Starts with `start`, ends with `stop`; in between it reconnects. */
export class LiveSocket {
  #socket: WebSocket | null = null;
  #attempt = 0;
  #wanted = false;
  #connection: Connection = "connecting";
  #retry: ReturnType<typeof setTimeout> | null = null;
  #ping: ReturnType<typeof setInterval> | null = null;
  #answer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly path: string,
    private readonly handlers: Handlers,
    private readonly make: MakeSocket = (url) => new WebSocket(url),
    private readonly random: () => number = Math.random,
  ) {}

  get connection(): Connection {
    return this.#connection;
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    addEventListener("online", this.#now);
    addEventListener("offline", this.#lost);
    document.addEventListener("visibilitychange", this.#looked);
    this.#open();
  }

  stop(): void {
    this.#wanted = false;
    removeEventListener("online", this.#now);
    removeEventListener("offline", this.#lost);
    document.removeEventListener("visibilitychange", this.#looked);
    this.#drop();
  }

  /** Whether the frame went out; what did not must be sent again by the caller. */
  send(frame: object): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #open(): void {
    this.#drop();
    this.#say(navigator.onLine === false ? "offline" : "connecting");
    const socket = this.make(socketUrl(this.path));
    this.#socket = socket;
    let opened = false;
    socket.addEventListener("open", () => {
      if (socket !== this.#socket) return;
      opened = true;
      this.#ping = setInterval(() => this.#beat(), PING_EVERY);
      this.handlers.opened();
    });
    socket.addEventListener("message", (event) => this.#heard(socket, event));
    socket.addEventListener("close", (event) => this.#closed(socket, event.code, opened));
  }

  #heard(socket: WebSocket, event: MessageEvent<unknown>): void {
    if (socket !== this.#socket) return;
    this.#attempt = 0;
    if (this.#answer) clearTimeout(this.#answer);
    this.#answer = null;
    this.#say("online");
    for (const frame of read(event.data)) {
      if (socket === this.#socket && frame.t !== "pong") this.handlers.frame(frame);
    }
  }

  #closed(socket: WebSocket, code: number, opened: boolean): void {
    if (socket !== this.#socket) return;
    this.#drop();
    if (code === SIGNED_OUT || code === GONE) {
      this.stop();
      this.#say("offline");
      this.handlers.ended(code);
      return;
    }
    if (!opened) this.handlers.refused?.();
    this.#later(code === ABUSE ? 10 : this.#attempt);
  }

  #later(attempt: number): void {
    if (!this.#wanted) return;
    this.#say("offline");
    this.#attempt += 1;
    this.#retry = setTimeout(() => this.#open(), backoff(attempt, this.random()));
  }

  #beat(): void {
    if (!this.send({ t: "ping" }) || this.#answer) return;
    // A phone that changed network keeps a socket that looks open and is not.
    this.#answer = setTimeout(() => this.#lost(), ANSWER_WITHIN);
  }

  readonly #now = (): void => {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#beat();
    else if (this.#socket?.readyState !== WebSocket.CONNECTING) this.#open();
  };

  readonly #looked = (): void => {
    if (document.visibilityState === "visible") this.#now();
  };

  readonly #lost = (): void => {
    this.#drop();
    this.#later(this.#attempt);
  };

  #drop(): void {
    for (const timer of [this.#retry, this.#ping, this.#answer]) if (timer) clearTimeout(timer);
    this.#retry = this.#ping = this.#answer = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #say(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    this.handlers.connection(connection);
  }
}

/** The frames of one WebSocket message: one on each line. */
function read(data: unknown): { readonly t: string }[] {
  if (typeof data !== "string") return [];
  return data.split("\n").flatMap((line) => {
    try {
      const frame = JSON.parse(line) as { t?: unknown } | null;
      return typeof frame?.t === "string" ? [frame as { t: string }] : [];
    } catch {
      return [];
    }
  });
}
