// Passkeys on the login pages. A form says what it needs: `data-passkey="create|get"`, and where
// the server's options are: `data-options` (id of a JSON element) or `data-options-url`.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (char) => char.charCodeAt(0));
}

export function toBase64Url(buffer: ArrayBuffer): string {
  const text = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

interface Descriptor {
  id: string;
  type: "public-key";
  transports?: AuthenticatorTransport[];
}

interface CreationJson {
  publicKey: Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> & {
    challenge: string;
    user: { id: string; name: string; displayName: string };
    excludeCredentials?: Descriptor[];
  };
}

interface RequestJson {
  publicKey: Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> & {
    challenge: string;
    allowCredentials?: Descriptor[];
  };
}

const descriptors = (given: Descriptor[] | undefined): PublicKeyCredentialDescriptor[] =>
  (given ?? []).map((one) => ({ ...one, id: fromBase64Url(one.id) }));

export function creationOptions(json: CreationJson, alone: boolean): PublicKeyCredentialCreationOptions {
  const { publicKey } = json;
  return {
    ...publicKey,
    challenge: fromBase64Url(publicKey.challenge),
    user: { ...publicKey.user, id: fromBase64Url(publicKey.user.id) },
    excludeCredentials: descriptors(publicKey.excludeCredentials),
    authenticatorSelection: {
      ...publicKey.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone ? { userVerification: "required" as const } : {}),
    },
  };
}

export function requestOptions(json: RequestJson): PublicKeyCredentialRequestOptions {
  const { publicKey } = json;
  return {
    ...publicKey,
    challenge: fromBase64Url(publicKey.challenge),
    allowCredentials: descriptors(publicKey.allowCredentials),
  };
}

/** What the server reads back: the credential as JSON with base64url. */
export function credentialJson(credential: PublicKeyCredential): Json {
  const { response } = credential;
  const common = {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults() as { [key: string]: Json },
  };
  const clientDataJSON = toBase64Url(response.clientDataJSON);
  if (response instanceof AuthenticatorAttestationResponse) {
    const attestationObject = toBase64Url(response.attestationObject);
    const transports = typeof response.getTransports === "function" ? response.getTransports() : [];
    return { ...common, response: { clientDataJSON, attestationObject, transports } };
  }
  const answer = response as AuthenticatorAssertionResponse;
  return {
    ...common,
    response: {
      clientDataJSON,
      authenticatorData: toBase64Url(answer.authenticatorData),
      signature: toBase64Url(answer.signature),
      userHandle: answer.userHandle ? toBase64Url(answer.userHandle) : null,
    },
  };
}

async function optionsOf(form: HTMLFormElement): Promise<unknown> {
  const url = form.dataset.optionsUrl;
  if (!url) return JSON.parse(document.getElementById(form.dataset.options ?? "")?.textContent ?? "null");
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error("no-options");
  return ((await response.json()) as { request_options: unknown }).request_options;
}

async function ask(form: HTMLFormElement): Promise<Credential | null> {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "create") {
    const alone = form.querySelector<HTMLInputElement>("[name=passwordless]")?.checked ?? false;
    return navigator.credentials.create({ publicKey: creationOptions(options as CreationJson, alone) });
  }
  return navigator.credentials.get({ publicKey: requestOptions(options as RequestJson) });
}

export function attach(form: HTMLFormElement): void {
  const problem = form.querySelector<HTMLElement>("[data-passkey-error]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (problem) problem.hidden = true;
    ask(form)
      .then((credential) => {
        if (!credential) throw new Error("no-credential");
        const field = form.elements.namedItem("credential") as HTMLInputElement;
        field.value = JSON.stringify(credentialJson(credential as PublicKeyCredential));
        form.submit(); // does not raise the submit event again
      })
      .catch(() => {
        if (problem) problem.hidden = false;
      });
  });
}

if (typeof document !== "undefined") {
  const able = typeof PublicKeyCredential !== "undefined";
  document.querySelectorAll<HTMLFormElement>("form[data-passkey]").forEach((form) => {
    if (able) attach(form);
    else form.hidden = true;
  });
}
