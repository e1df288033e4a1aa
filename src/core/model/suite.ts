import { assertionSchema, type Assertion } from "../assertions/schema.ts";
import { Reducer } from "./reducer.ts";
import { ScoreRule } from "./score-rule.ts";
import { variablePattern } from "./patterns.ts";
import { AnyJson, document, ModelId, Name, SchemaVersion, strict, Type, word, type Json, type Static } from "./shape.ts";

const Inputs = Type.Record(Type.String({ pattern: variablePattern }), AnyJson, { additionalProperties: false });
export const Tags = Type.Array(Name, { uniqueItems: true });
/** A reference, because the variants of all kinds are many: the suite's schema holds them once. */
const Assertions = Type.Unsafe<Assertion[]>({ type: "array", items: { $ref: "#/definitions/assertion" } });

/** A turn of a conversation that came before; its text is data. */
export const HistoryTurn = strict({ role: word(["user", "assistant"]), content: Type.String() });
export type HistoryTurn = Static<typeof HistoryTurn>;

export const caseIdPattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$";

const caseFields = {
  tags: Type.Optional(Tags),
  group: Type.Optional(Type.String({ minLength: 1, description: "Cases that vary one another share a group; statistics treat them as one cluster." })),
  must_pass: Type.Optional(Type.Boolean({ default: false, description: "A gate refuses when it fails in any epoch." })),
  inputs: Type.Optional(Inputs),
  expected: Type.Optional(AnyJson),
  history: Type.Optional(Type.Array(HistoryTurn)),
  assertions: Type.Optional(Assertions),
};

export const Case = strict({
  id: Type.String({ pattern: caseIdPattern, description: "Letters, digits, `.`, `_` and `-`, at most 120." }),
  description: Type.Optional(Type.String()),
  ...caseFields,
  matrix: Type.Optional(
    Type.Record(Type.String({ pattern: variablePattern }), Type.Array(AnyJson, { minItems: 1 }), {
      additionalProperties: false,
      description: "One case per combination of these input values. Lists elsewhere are never expanded.",
    }),
  ),
});
export type Case = Static<typeof Case>;

/** Cases from files beside the suite. Columns (or keys) named id, expected, tags, group, must_pass, history mean those; `inputs` says which others are variables. */
export const Dataset = strict({
  path: Type.String({
    minLength: 1,
    maxLength: 400,
    pattern: "^(?![/\\\\])[^\\\\\\u0000]+$",
    description: "A file or a glob, from the suite's own folder: `tickets.jsonl`, `data/*.csv`, `../../shared/tickets.csv`.",
  }),
  format: Type.Optional(word(["jsonl", "csv", "yaml"], { description: "By the file's ending when absent." })),
  inputs: Type.Optional(
    Type.Record(Type.String({ pattern: variablePattern }), Type.String(), {
      additionalProperties: false,
      description: "variable: column. All other columns are then ignored; without it every column is a variable.",
    }),
  ),
  expected: Type.Optional(Type.String({ description: "The column that holds the expected answer, when it is not `expected`." })),
  id: Type.Optional(Type.String({ description: "The column that holds the case's id, when it is not `id`; rows without one are numbered." })),
  tags: Type.Optional(Tags),
});
export type Dataset = Static<typeof Dataset>;

/** `prompts/<id>/evals/<suite>.yml` */
export const Suite = document(
  {
    schema_version: SchemaVersion,
    description: Type.Optional(Type.String()),
    tags: Type.Optional(Tags),
    epochs: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 1 })),
    reducer: Type.Optional(Reducer),
    threshold: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: "A case passes from this weighted score on, instead of passing when every assertion does." }),
    ),
    score: Type.Optional(ScoreRule),
    holdout: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          "Sealed cases: each candidate that a gate compares on them spends a part of alpha, and they last for so many. Nobody should write prompts by them.",
      }),
    ),
    judge: Type.Optional({ ...ModelId, description: "The model that judges here, `provider/name`. Default: the project's `evaluation.judge`." }),
    assertions: Type.Optional(Assertions),
    cases: Type.Optional(Type.Array(Case)),
    datasets: Type.Optional(Type.Array(Dataset, { minItems: 1 })),
  },
  { title: "promptops suite", description: "Cases and assertions for one prompt.", definitions: { assertion: assertionSchema } },
);
export type Suite = Static<typeof Suite>;

/** A case ready to run: suite-level parts merged in, matrix expanded. */
export interface EvalCase {
  readonly suite: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, Json>>;
  readonly expected: Json | undefined;
  readonly history: readonly HistoryTurn[];
  readonly tags: readonly string[];
  readonly group: string | undefined;
  readonly mustPass: boolean;
  /** The suite's assertions, then the case's own. */
  readonly assertions: readonly Assertion[];
  readonly threshold: number | undefined;
  /** Absent = the weighted mean. */
  readonly score?: ScoreRule;
  /** SHA-256 over what decides the case's result; see `core/identity/case-digest.ts`. */
  readonly digest: string;
  /** Repository path and line it came from. */
  readonly origin: { readonly file: string; readonly line?: number };
}
