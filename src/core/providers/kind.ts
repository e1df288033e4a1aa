import type { Static, TLiteral, TObject, TProperties } from "typebox";
import type { Breach } from "../model/breach.ts";
import type { DocumentPath } from "../model/document-path.ts";
import { strict, Type } from "../model/shape.ts";
import { limitFields } from "./limits.ts";

/** Which prices of the built-in table hold for a provider. US dollars. */
export interface TablePrices {
  /** The table's own name of the provider, or the URL by which it knows it. */
  readonly place: { readonly providerId: string } | { readonly providerApiUrl: string };
  /** Of one web search; undefined = not known. */
  readonly webSearch?: number;
}

/** `free` = calls cost nothing; undefined = only what the project's own `prices` say. */
export type Pricing = "free" | TablePrices | undefined;

/**
 * How many input tokens a picture is; the most it can be when its size is not known.
 * @param model Its name at the provider.
 */
export type ImageTokens = (
  model: string,
  detail: "auto" | "low" | "high" | undefined,
  size: { readonly width: number; readonly height: number } | undefined,
) => number;

/** A file of the repository that decides a provider's answers. */
export interface ProviderFile {
  readonly path: string;
  /** Where in its settings it is named. */
  readonly at: DocumentPath;
  /** Which kind of document it is, where it is one. */
  readonly document?: "script" | "recording";
  /** All files below it, each of that kind. */
  readonly folder?: true;
  /** It may be something else than a file: then nothing is missed when it is not there. */
  readonly maybe?: true;
}

/** A kind of place that answers: its settings in `.promptops.yml` and what can be known of it without asking. One file per kind; the adapter of the same name asks. */
export interface ProviderKind<S extends TObject = TObject> {
  readonly kind: string;
  /** One line for the reference. */
  readonly summary: string;
  readonly settings: S;
  /** The environment variable that must hold the key; undefined when it needs none. */
  keyVariable?(settings: Static<S>): string | undefined;
  /** Environment variables that it needs beside. */
  variables?(settings: Static<S>): readonly string[];
  files?(settings: Static<S>): readonly ProviderFile[];
  pricing?(settings: Static<S>): Pricing;
  /** What is wrong with its settings beyond their shape; paths count from the provider. Told by `validate`, and before anything is done. */
  problems?(settings: Static<S>): Promise<readonly Breach[]>;
  /** Why it cannot be sent this parameter of a prompt, as a sentence; undefined = it can. Told by `validate`, and before a call. */
  refusesParam?(settings: Static<S>, param: string): string | undefined;
  /** Runs a program of the repository's choosing: `--no-code` refuses it. */
  readonly code?: true;
  /** Its answers were given and paid for before. */
  readonly kept?: true;
  /** The name of the provider whose answers it gives, whose prices hold for them. */
  standsFor?(settings: Static<S>): string | undefined;
  /** Can it make vectors of texts? Absent = never. */
  embeds?(settings: Static<S>): boolean;
  /** Tokens of an answer whose prompt sets no limit, where the kind itself sets one. */
  readonly assumedOutput?: number;
  /** How its own models count pictures. */
  readonly imageTokens?: ImageTokens;
}

/** What a provider of one kind may say in `.promptops.yml`. */
export function settingsOf<const K extends string, P extends TProperties>(kind: K, fields: P): TObject<{ kind: TLiteral<K> } & P & typeof limitFields> {
  return strict({ kind: Type.Literal(kind), ...fields, ...limitFields });
}

/** Keeps the settings' type of one kind while all of them live in one map. */
export function providerKind<S extends TObject>(kind: ProviderKind<S>): ProviderKind<S> {
  return kind;
}
