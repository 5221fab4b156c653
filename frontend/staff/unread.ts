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

/** Whether something was written since I last looked, in a conversation that is not open here. */
export function hasNews(summary: { readonly lastSeq: number; readonly seenSeq?: number }): boolean {
  return summary.lastSeq > (summary.seenSeq ?? 0);
}
