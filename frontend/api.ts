/** The HTTP calls of docs/wire.md, typed. A refusal is an `ApiError`; a 401 is also told to whoever listens. */
import type { OpenedReport, ReportRow } from "./staff/wire";
import type { SealedDrawer } from "./toolbox/box";
import type { PickedTool } from "./toolbox/cards";
import type { ToolboxConfig } from "./toolbox/config";
import type { BoxFor, Conversation, Kind, Me, Reshare, StaffMe } from "./wire";

/** An answer that says no, or none at all (`offline`, status 0). `message` is for the reader. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message = "",
    readonly retryAfter: number | null = null, // seconds
  ) {
    super(message || code);
    this.name = "ApiError";
  }
}

const TRIES = 3;
const PASSING = [502, 503, 504];

export interface Surroundings {
  fetch(url: string, init: RequestInit): Promise<Response>;
  csrf(): string;
  wait(milliseconds: number): Promise<void>;
}

const browser: Surroundings = {
  fetch: (url, init) => fetch(url, init),
  csrf: () => document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "",
  wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
};

type Ok = Record<string, never>;

/** Every call. Fires `signed-out` when the server no longer knows the session. */
export class Api extends EventTarget {
  constructor(private readonly around: Surroundings = browser) {
    super();
  }

  readonly young = {
    start: (given: { nickname: string; ageGroup: string; topics: string[]; publicKey: string }) =>
      this.post<Me>("/api/young/start", given),
    me: () => this.get<Me>("/api/young/me"),
    words: (given: { lookup: string; auth: string; sealedPrivate: string; replaces: boolean }) =>
      this.post<Ok>("/api/young/words", given),
    sealed: () => this.get<{ sealedPrivate: string | null }>("/api/young/sealed"),
    return: (given: { lookup: string; auth: string }) => this.post<Me>("/api/young/return", given),
    forget: () => this.post<{ deleted: true }>("/api/young/forget", {}),
    begin: () => this.get<{ token: string; config: ToolboxConfig; hasSession: boolean }>("/api/young/begin"),
    drawer: () => this.get<SealedDrawer>("/api/young/drawer"),
    keepDrawer: (given: { revision: number; sealed: string }) =>
      this.#change<{ revision: number }>("PUT", "/api/young/drawer", given, {}),
    // Kept alive: it is also said on the way out of the page.
    leave: () => this.post<Ok>("/api/young/leave", {}, { keepalive: true }),
  };

  readonly conversations = {
    create: (given: { id: string; kind: Kind; epoch: { commit: string; shares: BoxFor[] } }) =>
      this.post<Conversation>("/api/conversations", given),
    get: (id: string) => this.get<Conversation>(path(id)),
    kind: (id: string, kind: Kind) => this.post<Conversation>(path(id, "kind"), { kind }),
    accept: (id: string) => this.post<Conversation>(path(id, "accept"), {}),
    epochs: (id: string, epoch: NextEpoch) => this.post<Conversation>(path(id, "epochs"), epoch),
    shares: (id: string, shares: Reshare[]) =>
      this.post<Conversation>(path(id, "shares"), { shares }),
    handover: (id: string) => this.post<Ok>(path(id, "handover"), {}),
    end: (id: string) => this.post<Conversation>(path(id, "end"), {}),
    delete: (id: string) => this.post<{ deleted: true }>(path(id, "delete"), {}),
    call: (id: string) => this.post<{ call: unknown }>(path(id, "call"), {}),
    withdrawCall: (id: string) => this.post<Ok>(path(id, "call/withdraw"), {}),
    answerCall: (id: string) => this.post<Conversation>(path(id, "call/answer"), {}),
    leave: (id: string) => this.post<Ok>(path(id, "leave"), {}),
    report: (id: string, team: string, shares: { number: number; box: string }[]) =>
      this.post<{ reported: true }>(path(id, "report"), { team, shares }),
    feedback: (id: string, answers: Record<string, number>) =>
      this.post<Ok>(path(id, "feedback"), { answers }),
    closing: (id: string, form: string, answers: Record<string, unknown>) =>
      this.post<Ok>(path(id, "closing"), { form, answers }),
  };

  readonly staff = {
    me: () => this.get<StaffMe>("/api/staff/me"),
    identity: (given: { publicKey: string; lookup: string; auth: string; sealedPrivate: string }) =>
      this.post<StaffMe>("/api/staff/identity", given),
    preferences: (given: { wantsSound: boolean; wantsTitle: boolean }) =>
      this.post<Ok>("/api/staff/preferences", given),
    duty: (kind: "peer" | "professional", on: boolean) =>
      this.post<Ok>("/api/staff/duty", { kind, on }),
    approve: (kind: string, identity: string, approved: boolean) =>
      this.post<Ok>(`/api/teams/${kind}/members`, { identity, approved }),
    teamShares: (kind: string, version: number, shares: BoxFor[]) =>
      this.post<Ok>(`/api/teams/${kind}/shares`, { version, shares }),
    teamVersion: (kind: string, given: { version: number; publicKey: string; shares: BoxFor[] }) =>
      this.post<Ok>(`/api/teams/${kind}/versions`, given),
    tools: () => this.get<{ tools: PickedTool[] }>("/api/staff/tools"),
    reports: () => this.get<{ reports: ReportRow[] }>("/api/reports"),
    openReport: (id: string, given: { tellOther: boolean; reason: string }) =>
      this.post<OpenedReport>(`/api/reports/${encodeURIComponent(id)}/open`, given),
  };

  /** GET; tried again when the network or a gateway fails, since nothing changes by it. */
  async get<T>(url: string): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#ask<T>(url, { method: "GET" });
      } catch (error) {
        if (!(error instanceof ApiError) || !isPassing(error) || attempt >= TRIES) throw error;
        await this.around.wait(300 * 2 ** attempt);
      }
    }
  }

  /** POST of JSON; never tried again by itself. */
  post<T>(url: string, body: object, more: RequestInit = {}): Promise<T> {
    return this.#change<T>("POST", url, body, more);
  }

  #change<T>(method: string, url: string, body: object, more: RequestInit): Promise<T> {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.around.csrf() };
    return this.#ask<T>(url, { ...more, method, headers, body: JSON.stringify(body) });
  }

  async #ask<T>(url: string, init: RequestInit): Promise<T> {
    const headers = { Accept: "application/json", ...init.headers };
    let response: Response;
    try {
      const fixed: RequestInit = { credentials: "same-origin", cache: "no-store", redirect: "error" };
      response = await this.around.fetch(url, { ...fixed, ...init, headers });
    } catch {
      throw new ApiError("offline", 0);
    }
    if (response.ok) return (await response.json()) as T;
    const error = await readError(response);
    if (error.status === 401) this.dispatchEvent(new Event("signed-out"));
    throw error;
  }
}

export interface NextEpoch {
  readonly number: number;
  readonly commit: string;
  readonly link: string | null;
  readonly shares: readonly BoxFor[];
  readonly reshares: readonly Reshare[];
}

function path(id: string, verb = ""): string {
  return `/api/conversations/${encodeURIComponent(id)}${verb && `/${verb}`}`;
}

function isPassing(error: ApiError): boolean {
  return error.status === 0 || PASSING.includes(error.status);
}

async function readError(response: Response): Promise<ApiError> {
  const after = Number(response.headers.get("Retry-After"));
  try {
    const data = (await response.json()) as { error: string; message?: string; retryAfter?: number };
    const wait = data.retryAfter ?? (after > 0 ? after : null);
    return new ApiError(String(data.error), response.status, data.message ?? "", wait);
  } catch {
    // Not JSON: a gateway's page, or one of ours for people.
    return new ApiError("unreadable", response.status, "", after > 0 ? after : null);
  }
}

/** The page's one door to the server. */
export const api = new Api();
