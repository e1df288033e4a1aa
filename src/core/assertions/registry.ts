import { bleu } from "./bleu.ts";
import { cites } from "./cites.ts";
import { containsAll } from "./contains-all.ts";
import { containsAny } from "./contains-any.ts";
import { containsJson } from "./contains-json.ts";
import { contains } from "./contains.ts";
import { cost } from "./cost.ts";
import { endsWith } from "./ends-with.ts";
import { equals } from "./equals.ts";
import { finishReason } from "./finish-reason.ts";
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
import { refusal } from "./refusal.ts";
import { regex } from "./regex.ts";
import { rougeN } from "./rouge-n.ts";
import { rubric } from "./rubric.ts";
import { startsWith } from "./starts-with.ts";
import { tokens } from "./tokens.ts";
import { toolArgs } from "./tool-args.ts";
import { toolCallF1 } from "./tool-call-f1.ts";
import { toolCalled } from "./tool-called.ts";
import { toolSequence } from "./tool-sequence.ts";
import { wordCount } from "./word-count.ts";

const texts = [equals, contains, containsAll, containsAny, startsWith, endsWith, regex, length, wordCount, levenshtein, rougeN, bleu];
const structures = [isJson, containsJson, jsonSchema, jsonPath, isXml, isHtml, isYaml, isSql, numeric];
const tools = [isValidToolCall, toolCalled, toolArgs, toolSequence, toolCallF1];
const models = [refusal, finishReason, cites];
const operations = [latency, cost, tokens];

/** In the order of the reference. */
const kinds = [...texts, ...structures, ...tools, ...models, ...operations, javascript, rubric];

/** Every assertion there is, by its type. A new kind is a new file and a word above; schema, docs and help follow. */
export const assertionKinds: Readonly<Record<string, AssertionKind>> = Object.fromEntries(kinds.map((kind) => [kind.type, kind as unknown as AssertionKind]));
