/** What somebody wrote that nobody has: it is kept when they are signed out. */
import type { ChatMessage } from "../chat/messages";

export interface Written {
  readonly id: string; // of the conversation
  readonly messages: readonly ChatMessage[];
  draft: string;
}

/** The own messages that are not stored, and the draft, a line between each. */
export function unsent({ messages, draft }: Omit<Written, "id">): string {
  const waiting = messages.filter((one) => one.mine && one.seq === null);
  const texts = waiting.map((one) => (one.body?.kind === "text" ? (one.body.text ?? "") : ""));
  return [...texts, draft].filter((text) => text.trim()).join("\n\n");
}

/** What was written when one was signed out. It is there again where it was written, or in a new start. */
export class KeptDraft {
  text = "";
  #of = "";

  keep(session: Written | null): void {
    const written = session ? unsent(session) : "";
    if (!written) return; // told twice of being signed out: what was kept stays
    this.text = written;
    this.#of = session?.id ?? "";
  }

  belongsTo(id: string): boolean {
    return this.#of === id;
  }

  give(session: Written): void {
    if (!this.text || session.draft) return;
    session.draft = this.text;
    this.drop();
  }

  drop(): void {
    this.text = this.#of = "";
  }
}
