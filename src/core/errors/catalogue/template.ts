import type { CatalogueEntry } from "../catalogue-entry.ts";

export const templateErrors = {} as const satisfies Record<string, CatalogueEntry>;
