import { answerRelevance } from "./answer-relevance.ts";
import { assertSet } from "./assert-set.ts";
import { closedQa } from "./closed-qa.ts";
import { contains } from "./contains.ts";
import { containsAll } from "./contains-all.ts";
import { containsAny } from "./contains-any.ts";
import { contextFaithfulness } from "./context-faithfulness.ts";
import { contextRecall } from "./context-recall.ts";
import { cost } from "./cost.ts";
import { equals } from "./equals.ts";
import { exec } from "./exec.ts";
import { factuality } from "./factuality.ts";
import { gEval } from "./g-eval.ts";
import { human } from "./human.ts";
import { isJson } from "./is-json.ts";
import { javascript } from "./javascript.ts";
import { jsonSchema } from "./json-schema.ts";
import type { AssertionKind } from "./kind.ts";
import { latency } from "./latency.ts";
import { levenshtein } from "./levenshtein.ts";
import { numeric } from "./numeric.ts";
import { pairwise } from "./pairwise.ts";
import { regex } from "./regex.ts";
import { rubric } from "./rubric.ts";
import { selectBest } from "./select-best.ts";
import { similar } from "./similar.ts";
import { webhook } from "./webhook.ts";

/** In the order of the reference: texts, JSON, numbers, the call itself, and what needs more than the answer. */
const kinds = [
  equals,
  contains,
  containsAll,
  containsAny,
  regex,
  levenshtein,
  similar,
  isJson,
  jsonSchema,
  numeric,
  latency,
  cost,
  rubric,
  factuality,
  closedQa,
  answerRelevance,
  contextFaithfulness,
  contextRecall,
  gEval,
  pairwise,
  selectBest,
  javascript,
  exec,
  webhook,
  assertSet,
  human,
];

/** Every assertion there is, by its type. A new kind is a new file and a word above; schema, docs and help follow. */
export const assertionKinds: Readonly<Record<string, AssertionKind>> = Object.fromEntries(kinds.map((kind) => [kind.type, kind as unknown as AssertionKind]));
