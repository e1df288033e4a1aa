import { answerRelevance } from "./answer-relevance.ts";
import { assertSet } from "./assert-set.ts";
import { bleu } from "./bleu.ts";
import { cites } from "./cites.ts";
import { closedQa } from "./closed-qa.ts";
import { contains } from "./contains.ts";
import { containsAll } from "./contains-all.ts";
import { containsAny } from "./contains-any.ts";
import { containsJson } from "./contains-json.ts";
import { contextFaithfulness } from "./context-faithfulness.ts";
import { contextRecall } from "./context-recall.ts";
import { cost } from "./cost.ts";
import { endsWith } from "./ends-with.ts";
import { equals } from "./equals.ts";
import { exec } from "./exec.ts";
import { factuality } from "./factuality.ts";
import { finishReason } from "./finish-reason.ts";
import { gEval } from "./g-eval.ts";
import { human } from "./human.ts";
import { isHtml } from "./is-html.ts";
import { isJson } from "./is-json.ts";
import { isSql } from "./is-sql.ts";
import { isValidToolCall } from "./is-valid-tool-call.ts";
import { isXml } from "./is-xml.ts";
import { isYaml } from "./is-yaml.ts";
import { javascript } from "./javascript.ts";
import { jsonPath } from "./json-path.ts";
import { jsonSchema } from "./json-schema.ts";
import type { AssertionKind } from "./kind.ts";
import { latency } from "./latency.ts";
import { length } from "./length.ts";
import { levenshtein } from "./levenshtein.ts";
import { numeric } from "./numeric.ts";
import { pairwise } from "./pairwise.ts";
import { refusal } from "./refusal.ts";
import { regex } from "./regex.ts";
import { rougeN } from "./rouge-n.ts";
import { rubric } from "./rubric.ts";
import { selectBest } from "./select-best.ts";
import { similar } from "./similar.ts";
import { startsWith } from "./starts-with.ts";
import { tokens } from "./tokens.ts";
import { toolArgs } from "./tool-args.ts";
import { toolCallF1 } from "./tool-call-f1.ts";
import { toolCalled } from "./tool-called.ts";
import { toolSequence } from "./tool-sequence.ts";
import { webhook } from "./webhook.ts";
import { wordCount } from "./word-count.ts";

const texts = [equals, contains, containsAll, containsAny, startsWith, endsWith, regex, length, wordCount, levenshtein, rougeN, bleu, similar];
const structures = [isJson, containsJson, jsonSchema, jsonPath, isXml, isHtml, isYaml, isSql, numeric];
const tools = [isValidToolCall, toolCalled, toolArgs, toolSequence, toolCallF1];
const models = [refusal, finishReason, cites];
const operations = [latency, cost, tokens];

/** In the order of the reference. */
const kinds = [
  ...texts,
  ...structures,
  ...tools,
  ...models,
  ...operations,
  javascript,
  exec,
  webhook,
  rubric,
  factuality,
  closedQa,
  answerRelevance,
  contextFaithfulness,
  contextRecall,
  gEval,
  pairwise,
  selectBest,
  assertSet,
  human,
];

/** Every assertion there is, by its type. A new kind is a new file and a word above; schema, docs and help follow. */
export const assertionKinds: Readonly<Record<string, AssertionKind>> = Object.fromEntries(kinds.map((kind) => [kind.type, kind as unknown as AssertionKind]));
