import type { CaseResult } from "./case-result.ts";

/** What became of an epoch, as evidence writes it. */
export const epochLetters = { pass: "p", fail: "f", error: "e", pending: "w" } as const satisfies Record<CaseResult["status"], string>;
