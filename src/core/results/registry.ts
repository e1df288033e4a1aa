import type { TSchema } from "typebox";

/** The `data` of every command's `--json`, by command id. `schemas/results/` is generated from it, and a test holds real outputs against it. */
export const resultSchemas = {} as const satisfies Record<string, TSchema>;
