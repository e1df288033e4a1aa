/**
 * Lets those who have something written go on before it is: waiting for the end of a turn they would all go on at once, and whatever
 * answers them then does so at once, too.
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
    const done: Promise<void> = writing.catch((error: unknown) => void (this.#failure ??= { error })).then(() => void this.#underWay.delete(done));
    this.#underWay.add(done);
    if (this.#underWay.size > this.#most) await done;
    this.#throwFailure();
  }

  /** Resolves when nothing is under way any more. @throws the first failure of any. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
