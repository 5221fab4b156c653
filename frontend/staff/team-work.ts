/** Does what `team-plan` finds, one task after another, while any approved holder is online. */
import { ApiError, type Api } from "../api";
import { CryptoError, type CryptoClient } from "../crypto/client";
import { type Myself, nameOf, plan, type Receiver, type Task, type TeamToPlan } from "./team-plan";

type Crypto = Pick<CryptoClient, "openTeamKey" | "createTeamKey" | "shareTeamKey">;
type Calls = Pick<Api["staff"], "teamShares" | "teamVersion">;

/** Fires `change` when a key was opened or proved broken, `stale` when the server knows more than we do. */
export class TeamWork extends EventTarget {
  readonly opened = new Set<string>(); // public keys of the team keys that are open here
  readonly broken = new Set<string>();
  readonly #tried = new Set<string>();
  readonly #unheard = new Set<string>(); // tried while the server was away: again at the next look
  #working: Promise<void> = Promise.resolve();

  constructor(
    private readonly crypto: Crypto,
    private readonly api: Calls,
  ) {
    super();
  }

  /** Work on what `teams` leave to do. Calls queue up; resolves when this one's work is done. */
  work(teams: readonly TeamToPlan[], me: Myself): Promise<void> {
    this.#working = this.#working.then(() => this.#all(teams, me));
    return this.#working;
  }

  /** Start over: other keys are held now, or none. */
  reset(): void {
    this.opened.clear();
    this.broken.clear();
    this.#tried.clear();
  }

  async #all(teams: readonly TeamToPlan[], me: Myself): Promise<void> {
    for (const name of this.#unheard) this.#tried.delete(name);
    this.#unheard.clear();
    for (const team of teams) {
      for (let tasks = this.#left(team, me); tasks.length; tasks = this.#left(team, me)) {
        for (const task of tasks) await this.#do(task);
      }
    }
  }

  /** What was not tried yet; a broken share counts as opened, so that the others go on. */
  #left(team: TeamToPlan, me: Myself): Task[] {
    const held = team.held.filter((one) => !this.broken.has(one.team.publicKey));
    const tasks = plan({ ...team, held }, me, this.opened);
    return tasks.filter((task) => !this.#tried.has(nameOf(task)));
  }

  async #do(task: Task): Promise<void> {
    this.#tried.add(nameOf(task));
    try {
      if (task.what === "open") await this.#open(task);
      else if (task.what === "share") await this.#share(task);
      else await this.#newVersion(task);
    } catch (error) {
      this.#failed(task, error);
    }
  }

  async #open({ team, box, creatorPublicKey }: Task & { what: "open" }): Promise<void> {
    await this.crypto.openTeamKey({ teamPublicKey: team.publicKey, box, creatorPublicKey });
    this.opened.add(team.publicKey);
    this.dispatchEvent(new Event("change"));
  }

  async #share({ kind, team, to }: Task & { what: "share" }): Promise<void> {
    await this.api.teamShares(kind, team.version, await this.#boxes(team.publicKey, to));
    this.dispatchEvent(new Event("stale"));
  }

  async #newVersion({ kind, number, to }: Task & { what: "version" }): Promise<void> {
    const { publicKey } = await this.crypto.createTeamKey();
    const shares = await this.#boxes(publicKey, to);
    await this.api.teamVersion(kind, { version: number, publicKey, shares });
    this.dispatchEvent(new Event("stale"));
  }

  async #boxes(team: string, to: readonly Receiver[]): Promise<{ recipient: string; box: string }[]> {
    const box = async ({ id, publicKey }: Receiver) => ({
      recipient: id,
      box: await this.crypto.shareTeamKey(team, publicKey),
    });
    return Promise.all(to.map(box));
  }

  #failed(task: Task, error: unknown): void {
    if (task.what === "open") {
      this.broken.add(task.team.publicKey);
      this.dispatchEvent(new Event("change"));
    } else if (error instanceof ApiError) {
      // A 409 is another's quicker hand.
      if (error.status === 0 || error.status >= 500) this.#unheard.add(nameOf(task));
      else this.dispatchEvent(new Event("stale"));
    } else if (!(error instanceof CryptoError)) throw error;
  }
}
