import type { Static } from "typebox";
import type { Runner } from "../../core/ledger/record-parts.ts";
import type { Person } from "../../core/release/release-event.ts";
import type { Clock } from "../../ports/clock.ts";
import type { OpenDestination } from "../../ports/destination.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import type { Random } from "../../ports/random.ts";

export interface DeliverDeps {
  readonly ledger: LedgerStore;
  readonly journal: Journal;
  readonly openDestination: OpenDestination;
  readonly clock: Clock;
  readonly random: Random;
  /** Blanks out secrets in what is recorded. */
  readonly redact: (text: string) => string;
  readonly runner: Static<typeof Runner>;
  /** Who commits the receipts. */
  readonly by: Person;
}
