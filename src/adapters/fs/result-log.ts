import { closeSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { partsToShare, type SharedParts } from "../../core/eval/result-line.ts";
import { LineWindow } from "./line-window.ts";
import { linesOf } from "./lines-of.ts";
import { headOf, lineOf, parsedLine, resultOf, sharedIn } from "./result-text.ts";

/** What is written when a turn of the event loop ends, or before. */
interface Turn {
  readonly written: Promise<void>;
  readonly end: () => void;
}

/**
 * Results as NDJSON, one line per result in the order they came; of several for one index the last counts. Only where each
 * line lies is kept in memory: twelve bytes per result. Before them stands what they share (`core/eval/result-line.ts`).
 *
 * What was paid for is written at once: nothing of it is lost, and whoever asked goes on while others wait for their answers, so that not all
 * ask again in one moment. What the cache or evidence knows comes faster than it can be written one by one: in one turn of the event loop it is
 * written together when that ends.
 */
export class ResultLog {
  readonly #file: string;
  readonly #fd: number;
  readonly #offsets: Float64Array;
  /** Zero = no result yet. */
  readonly #lengths: Uint32Array;
  readonly #done = new Set<number>();
  #shared: SharedParts | undefined;
  #size = 0;
  /** The last index written, as long as each was greater than the one before; undefined from then on. */
  #last: number | undefined = -1;
  #waiting: { readonly index: number; readonly line: string }[] = [];
  #turn: Turn | undefined;

  /** @param tasks How many results there will be. @throws PromptopsError `corrupt-evaluation`. */
  static open(file: string, tasks: number, mode: "read" | "append"): ResultLog {
    const log = new ResultLog(file, tasks, mode);
    try {
      log.#scan();
      // A line without its end is what a killed process had not finished writing.
      if (mode === "append") ftruncateSync(log.#fd, log.#size);
    } catch (error) {
      log.close();
      throw error;
    }
    return log;
  }

  private constructor(file: string, tasks: number, mode: "read" | "append") {
    this.#file = file;
    this.#fd = openSync(file, mode === "read" ? "r" : "a+");
    this.#offsets = new Float64Array(tasks);
    this.#lengths = new Uint32Array(tasks);
  }

  /** Indexes with a result that is no error. */
  get done(): ReadonlySet<number> {
    return this.#done;
  }

  /** With the operating system once it resolves: it outlives this process then, however that ends. Rejects with what the system said, and nothing of it is there. */
  append(result: CaseResult): Promise<void> {
    if (this.#size === 0) this.#shared ??= partsToShare(result);
    this.#waiting.push({ index: result.index, line: lineOf(result, this.#shared) });
    this.#turn ??= this.#endOfTurn();
    const { written, end } = this.#turn;
    if (result.cached !== true && result.reused === undefined) end();
    return written;
  }

  /** Does the file hold what `lines` gives already? */
  get isInOrder(): boolean {
    this.#turn?.end();
    const shared = this.#partsToShare();
    return this.#last !== undefined && shared !== undefined && this.#shares(shared);
  }

  /** The lines in test order, without line ends; the same ones in whatever order results came. */
  *lines(): Generator<string> {
    this.#turn?.end();
    const shared = this.#partsToShare();
    if (shared === undefined) return;
    yield headOf(shared);
    if (this.#shares(shared)) yield* this.#resultLines();
    else for (const result of this.results()) yield lineOf(result, shared);
  }

  *results(): Generator<CaseResult> {
    this.#turn?.end();
    for (const line of this.#resultLines()) yield resultOf(JSON.parse(line), this.#shared);
  }

  sync(): void {
    this.#turn?.end();
    fdatasyncSync(this.#fd);
  }

  close(): void {
    this.#turn?.end();
    closeSync(this.#fd);
  }

  /** What the first result in test order would share. */
  #partsToShare(): SharedParts | undefined {
    const [first] = this.results();
    return first && partsToShare(first);
  }

  #shares(shared: SharedParts): boolean {
    return this.#shared !== undefined && headOf(this.#shared) === headOf(shared);
  }

  *#resultLines(): Generator<string> {
    const window = new LineWindow(this.#fd);
    for (const [index, length] of this.#lengths.entries()) {
      if (length > 0) yield window.read(this.#offsets[index] ?? 0, length).toString();
    }
  }

  #endOfTurn(): Turn {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const end = () => {
      clearImmediate(turn);
      this.#turn = undefined;
      try {
        this.#writeWaiting();
        resolve();
      } catch (error) {
        reject(error as Error);
      }
    };
    const turn = setImmediate(end);
    return { written: promise, end };
  }

  #writeWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (this.#size === 0 && this.#shared !== undefined) this.#size = this.#write(`${headOf(this.#shared)}\n`);
    this.#write(waiting.map(({ line }) => `${line}\n`).join(""));
    for (const { index, line } of waiting) {
      const length = Buffer.byteLength(line);
      this.#remember(index, this.#size, length);
      this.#size += length + 1;
    }
  }

  /** Whole or not at all: half a line would spoil what others, who are not done yet, write behind it. @returns How many bytes it was. */
  #write(text: string): number {
    const bytes = Buffer.from(text);
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(this.#fd, bytes, written);
    } catch (error) {
      ftruncateSync(this.#fd, this.#size);
      throw error;
    }
    return bytes.length;
  }

  #remember(index: number, offset: number, length: number): void {
    this.#offsets[index] = offset;
    this.#lengths[index] = length;
    this.#last = this.#last !== undefined && index > this.#last ? index : undefined;
  }

  #scan(): void {
    let number = 0;
    for (const { offset, bytes, whole } of linesOf(this.#fd)) {
      if (!whole) return;
      number += 1;
      this.#take(parsedLine(bytes), { offset, length: bytes.length }, number);
      this.#size = offset + bytes.length + 1;
    }
  }

  #take(line: unknown, { offset, length }: { readonly offset: number; readonly length: number }, number: number): void {
    if (number === 1 && (this.#shared = sharedIn(line)) !== undefined) return;
    const { index, status = this.#shared?.status } = (line ?? {}) as Partial<CaseResult>;
    if (index === undefined || !Number.isInteger(index) || index < 0 || index >= this.#lengths.length || status === undefined)
      throw damagedLine(this.#file, number);
    this.#remember(index, offset, length);
    if (status === "error") this.#done.delete(index);
    else this.#done.add(index);
  }
}

export function damagedLine(file: string, number: number): PromptopsError {
  return new PromptopsError("corrupt-evaluation", `Line ${number} of an evaluation's results is damaged.`, { where: `${file}:${number}` });
}
