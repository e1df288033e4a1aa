import type { AssertionKind } from "./kind.ts";
import { equals } from "./equals.ts";

/** Every assertion there is. A new kind is a new file and a line here; schema, docs and help follow. */
export const assertionKinds = {
  [equals.type]: equals as unknown as AssertionKind,
} as const satisfies Record<string, AssertionKind>;
