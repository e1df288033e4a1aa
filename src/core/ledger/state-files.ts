import type { Static, TSchema } from "typebox";
import { Check } from "typebox/value";
import { PromptopsError } from "../errors/promptops-error.ts";

/** The files of `state/` while records are folded into them: read once, changed in memory, written at the end. */
export class StateFiles {
  readonly #read: (path: string) => Promise<string | undefined>;
  readonly #coming = new Map<string, Promise<string | undefined>>();
  readonly #now = new Map<string, unknown>();
  readonly #changed = new Set<string>();

  constructor(read: (path: string) => Promise<string | undefined>) {
    this.#read = read;
  }

  /** Begins to read files that will be wanted: one after the other, each would be waited for. */
  expect(paths: Iterable<string>): void {
    for (const path of new Set(paths)) {
      if (this.#now.has(path) || this.#coming.has(path)) continue;
      const coming = this.#read(path);
      // Whoever wants it hears of it.
      coming.catch(() => undefined);
      this.#coming.set(path, coming);
    }
  }

  /** @throws PromptopsError `ledger-damaged` for a file that is not what its place says. */
  async get<S extends TSchema>(schema: S, path: string): Promise<Static<S> | undefined> {
    // What was read is looked at once; what is set here is what it should be.
    if (!this.#now.has(path)) {
      const read = parsed(path, await (this.#coming.get(path) ?? this.#read(path)));
      this.#coming.delete(path);
      if (read !== undefined && !Check(schema, read)) throw damaged(path);
      if (!this.#now.has(path)) this.#now.set(path, read);
    }
    return this.#now.get(path) as Static<S> | undefined;
  }

  /** @param value Undefined removes the file. */
  set(path: string, value: unknown): void {
    this.#now.set(path, value);
    this.#changed.add(path);
  }

  changes(): ReadonlyMap<string, string | undefined> {
    return new Map([...this.#changed].map((path) => [path, textOf(this.#now.get(path))]));
  }
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : `${JSON.stringify(value)}\n`;
}

function parsed(path: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw damaged(path);
  }
}

function damaged(path: string): PromptopsError {
  return new PromptopsError("ledger-damaged", `The ledger's ${path} is not what it should be.`, { where: path });
}
