import type { CatalogueEntry } from "../catalogue-entry.ts";

export const providerErrors = {} as const satisfies Record<string, CatalogueEntry>;
