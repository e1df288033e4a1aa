import type { CatalogueEntry } from "../catalogue-entry.ts";

export const evaluationErrors = {} as const satisfies Record<string, CatalogueEntry>;
