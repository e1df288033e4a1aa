import type { CatalogueEntry } from "../catalogue-entry.ts";

export const cliErrors = {} as const satisfies Record<string, CatalogueEntry>;
