import type { CatalogueEntry } from "../catalogue-entry.ts";

export const releaseErrors = {} as const satisfies Record<string, CatalogueEntry>;
