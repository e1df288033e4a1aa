import { closeSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { LineWindow } from "./line-window.ts";
import { linesOf } from "./lines-of.ts";

/**
 * Results as NDJSON, one line per result in the order they came; of several for one index the last counts. Only where each
 * line lies is kept in memory: twelve bytes per result.
 */
export class ResultLog {
  readonly #file: string;
  readonly #fd: number;
  readonly #offsets: Float64Array;
  /** Zero = no result yet. */
  readonly #lengths: Uint32Array;
  readonly #done = new Set<number>();
  #size = 0;

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

  /** With the operating system once this returns: it outlives this process, however that ends. */
  append(result: CaseResult): void {
    const line = Buffer.from(`${JSON.stringify(result)}\n`);
    for (let written = 0; written < line.length;) written += writeSync(this.#fd, line, written);
    this.#remember(result.index, this.#size, line.length - 1);
    this.#size += line.length;
  }

  /** The lines in test order, without line ends. */
  *lines(): Generator<string> {
    const window = new LineWindow(this.#fd);
    for (const [index, length] of this.#lengths.entries()) {
      if (length > 0) yield window.read(this.#offsets[index] ?? 0, length).toString();
    }
  }

  *results(): Generator<CaseResult> {
    for (const line of this.lines()) yield JSON.parse(line) as CaseResult;
  }

  sync(): void {
    fdatasyncSync(this.#fd);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #remember(index: number, offset: number, length: number): void {
    this.#offsets[index] = offset;
    this.#lengths[index] = length;
  }

  #scan(): void {
    let number = 0;
    for (const { offset, bytes, whole } of linesOf(this.#fd)) {
      if (!whole) return;
      number += 1;
      const { index, status } = this.#parse(bytes, number);
      this.#remember(index, offset, bytes.length);
      this.#size = offset + bytes.length + 1;
      if (status === "error") this.#done.delete(index);
      else this.#done.add(index);
    }
  }

  #parse(bytes: Buffer, number: number): Pick<CaseResult, "index" | "status"> {
    const result = parseLine(bytes);
    if (result === undefined || result.index >= this.#lengths.length) throw this.#corrupt(number);
    return result;
  }

  #corrupt(number: number): PromptopsError {
    return new PromptopsError("corrupt-evaluation", `Line ${number} of an evaluation's results is damaged.`, { where: `${this.#file}:${number}` });
  }
}

/** As much of a result as the log goes by; undefined for anything that is none. */
function parseLine(bytes: Buffer): Pick<CaseResult, "index" | "status"> | undefined {
  try {
    const { index, status } = JSON.parse(bytes.toString()) as Partial<CaseResult>;
    return index !== undefined && Number.isInteger(index) && index >= 0 && status !== undefined ? { index, status } : undefined;
  } catch {
    return undefined;
  }
}
