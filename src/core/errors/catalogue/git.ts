import type { CatalogueEntry } from "../catalogue-entry.ts";

export const gitErrors = {} as const satisfies Record<string, CatalogueEntry>;
