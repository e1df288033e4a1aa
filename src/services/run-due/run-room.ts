import type { OpenProvider } from "../../ports/provider.ts";
import type { ProviderDoor } from "../evaluation/provider-door.ts";
import type { BudgetBook } from "./budget-book.ts";
import type { ProviderRest } from "./provider-rest.ts";
import type { RunDueDeps } from "./run-due-deps.ts";
import type { TickProject } from "./tick-project.ts";

/** What the runs of one process share. */
export interface RunRoom {
  readonly deps: RunDueDeps;
  readonly project: TickProject;
  readonly book: BudgetBook;
  readonly rest: ProviderRest;
  readonly door: ProviderDoor;
  readonly openProvider: OpenProvider;
}
