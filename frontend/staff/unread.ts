/** What a peer has not read yet, in conversations open here and in those that are not. */

export interface Line {
  readonly seq: number | null; // null until the server has it
  readonly mine: boolean;
}

/** How many of the others' messages came after `seen`. */
export function unread(lines: readonly Line[], seen: number): number {
  return lines.filter(({ seq, mine }) => !mine && seq !== null && seq > seen).length;
}

/** The place of the newest message that the server has; 0 for none. */
export function newest(lines: readonly Line[]): number {
  return lines.reduce((most, { seq }) => Math.max(most, seq ?? 0), 0);
}

/** Whether something came after what the server knows as read, and what was `readHere`. */
export function hasNews(
  summary: { readonly lastSeq: number; readonly seenSeq?: number },
  readHere = 0,
): boolean {
  return summary.lastSeq > Math.max(summary.seenSeq ?? 0, readHere);
}
