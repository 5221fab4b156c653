// @vitest-environment happy-dom
/** The quick exit with those who listen to it: whoever writes on /skriv/, and whoever has something kept on another page. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { follow, leave } from "./exit";
import { young } from "./i18n/young";
import { pick } from "./i18n/pick";
import { Here } from "./toolbox/here";
import type { Config } from "./young/config";
import { Path } from "./young/path";

const AWAY = "https://vejret.example/";
const ended: string[] = [];

class Silent extends EventTarget {
  static stopped = 0;

  postMessage(): void {}

  close(): void {}

  terminate(): void {
    Silent.stopped += 1;
  }
}

beforeEach(() => {
  [ended.length, Silent.stopped] = [0, 0];
  for (const name of ["Worker", "BroadcastChannel"]) vi.stubGlobal(name, Silent);
  vi.stubGlobal("indexedDB", { deleteDatabase: () => undefined });
  vi.stubGlobal("fetch", (url: string) => {
    if (url === "/api/young/leave") ended.push(url);
    return new Promise(() => undefined);
  });
  sessionStorage.clear();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

async function both(): Promise<void> {
  const config = { tenant: "t", riskWords: [] } as unknown as Config;
  new Path(config, "write", pick(young)).begin();
  document.head.innerHTML = `<meta name="csrf-token" content="c">`;
  document.body.innerHTML = `<script type="application/json" id="config">${JSON.stringify(config)}</script>`;
  await new Here().self();
}

test("who follows another tab out is wiped and ends no session; who leaves ends it", async () => {
  await both();
  follow(AWAY, () => undefined);
  expect(Silent.stopped).toBe(2);
  expect(ended).toEqual([]);
  leave(AWAY, () => undefined);
  expect(ended).toHaveLength(3); // the exit's own, and of each who listens
});
