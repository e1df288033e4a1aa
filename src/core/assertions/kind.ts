import type { ToldProblem } from "./problem-of.ts";
import type { Static, TObject, TProperties } from "typebox";
import type { CheckResult } from "../eval/case-result.ts";
import type { Judgement, JudgeQuestion } from "../judging/judge-question.ts";
import type { Json } from "../model/shape.ts";
import type { Tool } from "../model/prompt.ts";
import type { Attempt, Citation, ModelResponse, SearchResult, ToolCall, Usage } from "../model-call/response.ts";
import type { AssertionArea } from "./areas.ts";
import type { Assertion } from "./schema.ts";

/** What a scorer may look at. */
export interface ScoreInput {
  readonly output: string;
  /** The output parsed as JSON; undefined when it is not JSON. */
  readonly json: Json | undefined;
  readonly expected: Json | undefined;
  readonly inputs: Readonly<Record<string, Json>>;
  readonly toolCalls: readonly ToolCall[];
  /** What the prompt declares. */
  readonly tools: readonly Tool[];
  readonly citations: readonly Citation[];
  /** Undefined when the provider shows none. */
  readonly searchResults: readonly SearchResult[] | undefined;
  readonly finishReason: ModelResponse["finishReason"];
  /** The model's own words when it says that it refused. */
  readonly refusal: string | undefined;
  /** Every try at the call, the one that answered last. */
  readonly attempts: readonly Attempt[];
  /** Milliseconds of the attempt that answered. */
  readonly latencyMs: number;
  /** Billionths of a US dollar; undefined when the price is not known. */
  readonly costNanoUsd: number | undefined;
  readonly usage: Usage | undefined;
}

/** A scorer's word: `score` from 0 to 1; `pass` when the kind decides by itself, else score ≥ threshold decides. */
export interface Scored {
  readonly score: number;
  readonly pass?: boolean;
  /** One line for people: why. */
  readonly reason: string;
  /** Nobody knows yet: a person has to say. Neither score nor pass mean anything then. */
  readonly pending?: boolean;
  /** Of a judge that was asked in both orders: did its preference change with the order? */
  readonly flipped?: boolean;
  /** What a group is made of. */
  readonly checks?: readonly CheckResult[];
}

/** A repository path that an assertion names, and where in the assertion it stands. */
export interface NamedFile {
  readonly path: string;
  readonly at: readonly (string | number)[];
  /** It may be something else than a file: then nothing is missed when it is not there. */
  readonly maybe?: boolean;
}

/** A command of the user's own that scores. */
export interface CommandCall {
  /** The program and its arguments; no shell reads them. */
  readonly command: readonly string[];
  /** What it may read of the repository. */
  readonly files: readonly NamedFile[];
  /** Names of environment variables it gets beside `PATH`. */
  readonly env: readonly string[];
  readonly timeoutSeconds: number;
}

/** A place of the user's own that scores. */
export interface WebhookCall {
  readonly url: string | undefined;
  /** Name of the environment variable that holds the URL. */
  readonly urlEnv: string | undefined;
  /** Name of the environment variable whose value is sent as a bearer token. */
  readonly keyEnv: string | undefined;
  readonly allowPrivate: boolean;
  readonly timeoutSeconds: number;
}

/** What a kind cannot do by itself; the service hands in functions. A failure of one is an error, never a fail. */
export interface ScorerNeeds {
  /** Runs the default export of a scorer file of the repository on `input`. */
  readonly runScorer: (file: string, input: ScoreInput, config: Json | undefined) => Promise<Scored>;
  /** Runs a command with `{ input, config }` as JSON on its standard input. */
  readonly runCommand: (call: CommandCall, input: ScoreInput, config: Json | undefined) => Promise<Scored>;
  /** Sends `{ input, config }` as JSON to a URL. */
  readonly callWebhook: (call: WebhookCall, input: ScoreInput, config: Json | undefined) => Promise<Scored>;
  /** Asks a judge. */
  readonly askJudge: (question: JudgeQuestion) => Promise<Judgement>;
  /** What another model (`provider/name`) answers to the very request that the answer came from. */
  readonly answerOf: (model: string) => Promise<string>;
  /** Vectors of texts, in their order. @param model `provider/name`; undefined = the project's. */
  readonly embed: (texts: readonly string[], model: string | undefined) => Promise<readonly (readonly number[])[]>;
  /** What a person said of this answer; undefined while nobody did. */
  readonly ratingOf: (question: string) => Promise<Pick<Scored, "score" | "pass" | "reason"> | undefined>;
  /** Scores an assertion that another is made of. */
  readonly scorePart: (assertion: Assertion, input: ScoreInput) => Promise<CheckResult>;
}

/** Texts of an answer, at any depth. */
export interface ToldAnswer {
  /** A right answer, or a value in it. */
  readonly whole?: unknown;
  /** What is looked for in one. */
  readonly pieces?: unknown;
}

/** What is known of the prompt when its suites are checked, before any call. */
export interface AssertedPrompt {
  readonly tools: readonly Tool[];
}

/** What is wrong with an assertion beyond its shape: a sentence, or one with its own hint; undefined when nothing is. */
export type Objection = string | ToldProblem | undefined;

/** A declared check: its name in YAML, its parameters, and the scorer behind it. One file per kind. */
export interface AssertionKind<P extends TProperties = TProperties> {
  readonly type: string;
  /** Where the reference lists it. */
  readonly area: AssertionArea;
  /** One line for the reference table. */
  readonly summary: string;
  /** Parameters beside the common ones (`not`, `weight`, `threshold`, `metric`, `description`, `must_pass`). */
  readonly params: TObject<P>;
  readonly needs: readonly (keyof ScorerNeeds)[];
  /** Runs code of the repository's, or hands the answer to a place that it names: `--no-code` refuses it. */
  readonly code?: true;
  /** Which part of a composite score it counts in, when the assertion has no `metric`; `task` when absent. */
  readonly component?: string;
  /** The judge it asks when the assertion names none. */
  readonly judge?: string;
  /** How often it asks its judge about one answer; once when absent. */
  judgements?(params: Static<TObject<P>>): number;
  /** The score from which it passes when the assertion gives none; 1 when absent. */
  readonly threshold?: number;
  /** The parameter `problem` speaks of; absent when it is several. */
  readonly problemAt?: string;
  /** What is wrong with the parameters beyond their shape (a pattern that does not compile), or undefined. Asked before any model call. */
  problem?(params: Static<TObject<P>>, prompt: AssertedPrompt): Objection | Promise<Objection>;
  /** What the parameters say of a right answer word for word: a prompt that says it too gives the case away. */
  tells?(params: Static<TObject<P>>): ToldAnswer;
  /** With these parameters it compares with the case's `expected`; absent = it never does. */
  usesExpected?(params: Static<TObject<P>>): boolean;
  /** What it compares with, made of the case's `expected`; absent = any JSON will do. Asked before any call. @throws PromptopsError `invalid-assertion` when nothing can be. */
  fromExpected?(expected: Json): unknown;
  /** Repository files that decide its score: what they hold counts in the case's digest. */
  files?(params: Static<TObject<P>>): readonly NamedFile[];
  /** Models (`provider/name`) that are asked what the answer's own model was asked. */
  rivals?(params: Static<TObject<P>>): readonly string[];
  /** Texts that are embedded beside the answer; absent = nobody can say before. @param expected The case's. */
  embedded?(params: Static<TObject<P>>, expected: Json | undefined): readonly string[];
  score(input: ScoreInput, params: Static<TObject<P>>, needs: ScorerNeeds): Scored | Promise<Scored>;
}

/** Keeps the parameter type of one kind while all of them live in one map. */
export function assertionKind<P extends TProperties>(kind: AssertionKind<P>): AssertionKind<P> {
  return kind;
}
