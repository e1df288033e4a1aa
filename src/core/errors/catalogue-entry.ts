import type { ExitName } from "./exit-code.ts";

/** What is always true of an error code: how the process ends, and the next step when the thrower knows no better. */
export interface CatalogueEntry {
  readonly exit: ExitName;
  readonly hint: string;
}
