import type { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { Sharing } from "../../ports/ledger-store.ts";
import { commitReceipts } from "./commit-receipts.ts";
import type { DeliverDeps } from "./deliver-deps.ts";

/** The journal has them already, so a commit waits for company: for so many, or until the first of them is so old (milliseconds). */
const enough = 500;
const longestWaitMs = 60_000;

/** Groups receipts into as few commits as may be: usually one, at the end. */
export class ReceiptWriter {
  readonly #deps: Pick<DeliverDeps, "ledger" | "clock" | "by">;
  readonly #sharing: Sharing;
  #waiting: Receipt[] = [];
  #since = 0;
  #writing: Promise<void> = Promise.resolve();
  #unshared: PromptopsError | undefined;

  constructor(deps: Pick<DeliverDeps, "ledger" | "clock" | "by">, sharing: Sharing) {
    this.#deps = deps;
    this.#sharing = sharing;
  }

  /** The receipts of one delivery, together: what is let go of must not be seen between two of them. */
  add(receipts: readonly Receipt[]): void {
    const now = this.#deps.clock.elapsed();
    if (this.#waiting.length === 0) this.#since = now;
    this.#waiting.push(...receipts);
    if (this.#waiting.length >= enough || now - this.#since >= longestWaitMs) this.#write();
  }

  /** Resolves when all of them are recorded, with why the remote has them not yet. @throws PromptopsError as `LedgerStore.commit` does. */
  async end(): Promise<PromptopsError | undefined> {
    this.#write();
    await this.#writing;
    return this.#unshared;
  }

  #write(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    this.#writing = this.#writing.then(async () => {
      const { unshared } = await commitReceipts(this.#deps, group, this.#unshared === undefined ? this.#sharing : "local");
      this.#unshared ??= unshared;
    });
    // Whoever waits for the end hears of it.
    this.#writing.catch(() => undefined);
  }
}
