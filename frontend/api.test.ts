import { expect, test, vi } from "vitest";
import { Api, ApiError } from "./api";

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

function make(...answers: (Response | Error)[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  const api = new Api({
    csrf: () => "token",
    wait: async () => {},
    fetch: async (url, init) => {
      asked.push({ url, init });
      const answer = answers.shift();
      if (!(answer instanceof Response)) throw answer ?? new TypeError("no answer left");
      return answer;
    },
  });
  return { api, asked };
}

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

test("a POST carries JSON and the CSRF token, and is not tried again", async () => {
  const { api, asked } = make(json(503, { error: "busy" }), json(200, {}));
  const error = await failure(api.conversations.kind("a/b", "letter"));
  expect(error).toMatchObject({ code: "busy", status: 503 });
  expect(asked.map((one) => one.url)).toEqual(["/api/conversations/a%2Fb/kind"]);
  expect(asked[0]!.init.body).toBe('{"kind":"letter"}');
  expect(asked[0]!.init.headers).toMatchObject({
    "X-CSRFToken": "token",
    "Content-Type": "application/json",
  });
});

test("a GET is tried three times while the network or a gateway fails", async () => {
  const good = make(new TypeError("net"), json(502, {}), json(200, { id: "c" }));
  expect(await good.api.conversations.get("c")).toEqual({ id: "c" });
  const bad = make(new TypeError("net"), new TypeError("net"), new TypeError("net"));
  expect(await failure(bad.api.young.me())).toMatchObject({ code: "offline", status: 0 });
  expect(bad.asked).toHaveLength(3);
});

test("a GET that is refused is not tried again", async () => {
  const { api, asked } = make(json(404, { error: "not-found", message: "Det er her ikke." }));
  const error = await failure(api.conversations.get("c"));
  expect(error).toMatchObject({ code: "not-found", message: "Det er her ikke." });
  expect(asked).toHaveLength(1);
});

test("a 401 is told to whoever listens", async () => {
  const { api } = make(json(401, { error: "sign-in" }));
  const told = vi.fn();
  api.addEventListener("signed-out", told);
  expect((await failure(api.young.me())).status).toBe(401);
  expect(told).toHaveBeenCalledTimes(1);
});

test("the wait after a 429 comes from the body, else from the header", async () => {
  const { api } = make(
    json(429, { error: "slow", retryAfter: 30 }),
    json(429, { error: "slow" }, { "Retry-After": "12" }),
    new Response("<h1>Bad gateway</h1>", { status: 429 }),
  );
  const words = { lookup: "l", auth: "a" };
  expect((await failure(api.young.return(words))).retryAfter).toBe(30);
  expect((await failure(api.young.return(words))).retryAfter).toBe(12);
  expect(await failure(api.young.return(words))).toMatchObject({ code: "unreadable", retryAfter: null });
});
