import type { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { Sharing } from "../../ports/ledger-store.ts";
import { commitReceipts } from "./commit-receipts.ts";
import type { DeliverDeps } from "./deliver-deps.ts";

/** Groups receipts: those that come while a commit is under way make the next one. */
export class ReceiptWriter {
  readonly #deps: Pick<DeliverDeps, "ledger" | "clock" | "by">;
  readonly #sharing: Sharing;
  #waiting: Receipt[] = [];
  #writing: Promise<void> | undefined;
  #unshared: PromptopsError | undefined;

  constructor(deps: Pick<DeliverDeps, "ledger" | "clock" | "by">, sharing: Sharing) {
    this.#deps = deps;
    this.#sharing = sharing;
  }

  /** The receipts of one delivery, together: what is let go of must not be seen between two of them. */
  add(receipts: readonly Receipt[]): void {
    this.#waiting.push(...receipts);
    this.#writing ??= this.#write();
    // Whoever waits for the end hears of it.
    this.#writing.catch(() => undefined);
  }

  /** Resolves when all of them are recorded, with why the remote has them not yet. @throws PromptopsError as `LedgerStore.commit` does. */
  async end(): Promise<PromptopsError | undefined> {
    while (this.#writing !== undefined) await this.#writing;
    return this.#unshared;
  }

  async #write(): Promise<void> {
    // What comes in the same moment goes into the same commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const { unshared } = await commitReceipts(this.#deps, group, this.#unshared === undefined ? this.#sharing : "local");
      this.#unshared ??= unshared;
    }
    this.#writing = undefined;
  }
}
