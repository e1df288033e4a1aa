import type { Static, TLiteral, TObject, TProperties } from "typebox";
import type { Json } from "../model/shape.ts";
import { strict, Type } from "../model/shape.ts";

/** What a run has to say, before a destination gives it its form. */
export interface Deliverable {
  readonly title: string;
  /** The answer as the model wrote it, Markdown where the prompt's output is. */
  readonly content: string;
  readonly structured: Json | undefined;
  readonly usedWebSearch: boolean;
  readonly citations: readonly { readonly url: string; readonly title?: string }[];
  readonly images: readonly { readonly mediaType: string; readonly data: string; readonly name: string }[];
  readonly meta: {
    readonly job: string | undefined;
    readonly run: string;
    readonly slot: string | undefined;
    readonly prompt: string;
    readonly version: string | undefined;
    readonly traceparent: string;
    /** `true` for what `destinations test` sends. */
    readonly test?: "true";
  };
}

/** A message ready to be sent: bytes that never change again. */
export interface FormattedPart {
  readonly contentType: string;
  readonly body: string;
  readonly encoding: "utf8" | "base64";
}

export interface FormatInput<S> {
  readonly deliverable: Deliverable;
  readonly settings: S;
  /** The delivery's name, where the body holds it. */
  readonly intent: string;
  /** What the job wants for this destination. */
  readonly form: "markdown" | "text" | "json";
  readonly maxParts: number;
}

/** What the kind can promise when nobody knows whether an attempt arrived. */
export type Deduplication = "by-id" | "for-minutes" | "none";

/** A kind of place to deliver to: its settings, its limits, its form. One file per kind; the adapter of the same name sends. */
export interface DestinationKind<S extends TObject = TObject> {
  readonly kind: string;
  /** One line for the reference. */
  readonly summary: string;
  readonly settings: S;
  /** Of each list exactly one key is given; of each of `together` all or none. */
  readonly oneOf?: readonly (readonly string[])[];
  readonly together?: readonly (readonly string[])[];
  /** Does what is sent leave the machine for other people's eyes? Then `requires_green_eval` is on unless a job says otherwise. */
  readonly external: boolean;
  deduplication(settings: Static<S>): Deduplication;
  /** The honest guarantee, for the reference. */
  readonly guarantee: string;
  /** Names of environment variables it needs. */
  variables?(settings: Static<S>): readonly string[];
  /** The messages of a deliverable, each within the kind's limits: the same deliverable gives the same bytes. What it takes to make them is loaded with the first. */
  format(input: FormatInput<Static<S>>): Promise<readonly FormattedPart[]>;
}

export function destinationSettings<const K extends string, P extends TProperties>(kind: K, fields: P): TObject<{ kind: TLiteral<K> } & P> {
  return strict({ kind: Type.Literal(kind), ...fields });
}

/** Keeps the settings' type of one kind while all of them live in one map. */
export function destinationKind<S extends TObject>(kind: DestinationKind<S>): DestinationKind<S> {
  return kind;
}
