/**
 * Lets those who have something written go on before it is: waiting for the end of a turn they would all go on at once, and whatever
 * answers them would then do so at once, too.
 */
export class WriteBehind {
  readonly #most: number;
  readonly #underWay = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  /** @param most Writings that nobody waits for. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Resolves at once while few writings are under way, else when this one is done. @throws the first failure of any. */
  async add(writing: Promise<void>): Promise<void> {
    this.#underWay.add(writing);
    const done = this.#done(writing);
    if (this.#underWay.size > this.#most) await done;
    this.#throwFailure();
  }

  /** Resolves when nothing is under way any more. @throws the first failure of any. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    this.#throwFailure();
  }

  async #done(writing: Promise<void>): Promise<void> {
    try {
      await writing;
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      this.#underWay.delete(writing);
    }
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
