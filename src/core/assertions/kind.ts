import type { Static, TObject, TProperties } from "typebox";
import type { Json } from "../model/shape.ts";
import type { Tool } from "../model/prompt.ts";
import type { Attempt, Citation, ModelResponse, SearchResult, ToolCall, Usage } from "../model-call/response.ts";
import type { AssertionArea } from "./areas.ts";

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
}

/** What a kind cannot do by itself; the service hands in functions. A failure of one is an error, never a fail. */
export interface ScorerNeeds {
  /** Runs the default export of a scorer file of the repository on `input`. */
  readonly runScorer: (file: string, input: ScoreInput, config: Json | undefined) => Promise<Scored>;
  /** Asks a judge model; resolves with its text. */
  readonly askJudge: (request: JudgeRequest) => Promise<{ readonly text: string; readonly costNanoUsd: number | undefined }>;
}

export interface JudgeRequest {
  /** `provider/name` */
  readonly model: string;
  readonly messages: readonly { readonly role: "system" | "user"; readonly text: string }[];
  /** JSON Schema the answer must have. */
  readonly schema: { readonly [key: string]: Json };
}

/** What is known of the prompt when its suites are checked, before any call. */
export interface AssertedPrompt {
  readonly tools: readonly Tool[];
}

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
  /** The score from which it passes when the assertion gives none; 1 when absent. */
  readonly threshold?: number;
  /** The parameter `problem` speaks of; absent when it is several. */
  readonly problemAt?: string;
  /** What is wrong with the parameters beyond their shape (a pattern that does not compile), or undefined. Asked before any model call. */
  problem?(params: Static<TObject<P>>, prompt: AssertedPrompt): string | undefined | Promise<string | undefined>;
  score(input: ScoreInput, params: Static<TObject<P>>, needs: ScorerNeeds): Scored | Promise<Scored>;
}

/** Keeps the parameter type of one kind while all of them live in one map. */
export function assertionKind<P extends TProperties>(kind: AssertionKind<P>): AssertionKind<P> {
  return kind;
}
