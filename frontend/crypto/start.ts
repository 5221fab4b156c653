/** Starts the worker where Trusted Types are enforced: the policy `naere` knows its one address. */
import { CryptoClient } from "./client";
import workerUrl from "./worker.ts?worker&url";

interface Policy {
  createScriptURL(url: string): string; // a TrustedScriptURL, which the DOM types do not know yet
}

interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

let policy: Policy | null = null;

function onlyTheWorker(url: string): string {
  if (url !== workerUrl) throw new TypeError("not the worker");
  return url;
}

function trusted(url: string): string {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  policy ??= factory
    ? factory.createPolicy("naere", { createScriptURL: onlyTheWorker })
    : { createScriptURL: onlyTheWorker };
  return policy.createScriptURL(url);
}

/** A new worker and its client. */
export function startCrypto(): CryptoClient {
  return new CryptoClient(new Worker(trusted(workerUrl), { type: "module", name: "naere-crypto" }));
}
