import { Failure } from "../stack/failure.ts";
import type { StartPart } from "../stack/parts.ts";
import { supervise, type Supervised } from "../stack/supervisor.ts";

type Terms = {
  afterRestart?: () => Promise<void>;
  /** Needs the others to end well, so it stops before them. */
  stopsFirst?: boolean;
};

type Member = { supervised: Promise<Supervised>; dismissed: AbortController; stopsFirst: boolean };

/** The processes of a demo: each is started again when it dies, and all end together. */
export class Crew {
  /** Rejects when one of them cannot stay up, with the end of its log. */
  readonly lost: Promise<never>;
  readonly #lose: (why: Failure) => void;
  readonly #say: (line: string) => void;
  readonly #members: Member[] = [];

  constructor(say: (line: string) => void) {
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    this.lost = promise;
    this.#lose = reject;
    this.#say = say;
  }

  /** Starts a process and keeps it up from then on. */
  async hire(name: string, start: StartPart, { afterRestart, stopsFirst = false }: Terms = {}): Promise<void> {
    const dismissed = new AbortController();
    const supervised = supervise({
      start,
      signal: dismissed.signal,
      onCrash: (why) => this.#say(`${name} stopped (${why}). Starting it again.`),
      onGiveUp: (log) => {
        const what = `${name} stopped 5 times within a minute, so everything stops. The end of its log:`;
        this.#lose(new Failure(`${what}\n${log}`));
      },
      ...(afterRestart === undefined ? {} : { afterRestart }),
    });
    this.#members.push({ supervised, dismissed, stopsFirst });
    await supervised;
  }

  /** Stops all of them, those that are still starting too. */
  async stop(): Promise<void> {
    await Promise.all(this.#members.filter((each) => each.stopsFirst).map(dismiss));
    await Promise.all(this.#members.filter((each) => !each.stopsFirst).map(dismiss));
  }
}

async function dismiss({ supervised, dismissed }: Member): Promise<void> {
  dismissed.abort();
  const member = await supervised.catch(() => null);
  await member?.ended;
}
