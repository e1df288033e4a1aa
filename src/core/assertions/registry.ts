import { containsAll } from "./contains-all.ts";
import { containsAny } from "./contains-any.ts";
import { contains } from "./contains.ts";
import { cost } from "./cost.ts";
import { equals } from "./equals.ts";
import { isJson } from "./is-json.ts";
import { javascript } from "./javascript.ts";
import { jsonSchema } from "./json-schema.ts";
import type { AssertionKind } from "./kind.ts";
import { latency } from "./latency.ts";
import { levenshtein } from "./levenshtein.ts";
import { numeric } from "./numeric.ts";
import { regex } from "./regex.ts";
import { rubric } from "./rubric.ts";

/** In the order of the reference: texts, JSON, numbers, the call itself, and what needs more than the answer. */
const kinds = [equals, contains, containsAll, containsAny, regex, levenshtein, isJson, jsonSchema, numeric, latency, cost, javascript, rubric];

/** Every assertion there is, by its type. A new kind is a new file and a word above; schema, docs and help follow. */
export const assertionKinds: Readonly<Record<string, AssertionKind>> = Object.fromEntries(kinds.map((kind) => [kind.type, kind as unknown as AssertionKind]));
