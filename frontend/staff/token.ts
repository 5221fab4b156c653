/** After signing in again in another tab this page's CSRF token is the old session's: fetch the new one. */

const TOKEN = /<meta name="csrf-token" content="([^"]+)"/;

/** Take the token of a fresh copy of this page; the old one stays when there is none. */
export async function renewToken(
  page: Document = document,
  get: (url: string) => Promise<Response> = (url) => fetch(url, { credentials: "same-origin" }),
): Promise<void> {
  const meta = page.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  const response = await get(page.location.href);
  const found = TOKEN.exec(await response.text())?.[1];
  if (meta && response.ok && found) meta.content = found;
}
