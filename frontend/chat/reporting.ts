/** A report that reaches its readers: sealed to the team's newest key, whatever was known before. */
import { ApiError } from "../api";
import type { Team } from "../wire";
import type { ConversationSession } from "./session";

const ATTEMPTS = 3; // a team that changes its key more often than this while one reports is in trouble

/**
 * Show these epochs to the safeguarding team. False when there is no team to show them to.
 *
 * `newest` asks the server which key the team has now. When the key changes in between, the server refuses
 * what nobody could open (`old-team`), and it is sealed once more.
 */
export async function reportTo(
  newest: () => Promise<Team | null>,
  session: ConversationSession,
  numbers: readonly number[],
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    const team = await newest();
    if (!team) return false;
    try {
      await session.report(team, numbers);
      return true;
    } catch (error) {
      const code = error instanceof ApiError ? error.code : "";
      if (code === "no-team") return false;
      if (code !== "old-team" || attempt === ATTEMPTS) throw error;
    }
  }
}
