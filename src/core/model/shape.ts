import Type, { type Static, type TObject, type TProperties, type TSchema, type TUnsafe } from "typebox";
import { environmentVariablePattern, idPattern, modelPattern, namePattern, repositoryPathPattern } from "./patterns.ts";

export { Type };
export type { Static, TSchema };

interface ShapeOptions {
  readonly description?: string;
  readonly title?: string;
  /** Shapes that others refer to as `#/definitions/<name>`. */
  readonly definitions?: Readonly<Record<string, TSchema>>;
}

/** An object that refuses unknown keys. */
export function strict<P extends TProperties>(properties: P, options: ShapeOptions & Record<string, unknown> = {}): TObject<P> {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/** A top-level document: strict, but it keeps the `x-…` keys that other tools may add. */
export function document<P extends TProperties>(properties: P, options: ShapeOptions): TObject<P> {
  return Type.Object(properties, {
    ...options,
    additionalProperties: false,
    patternProperties: { "^x-": { description: "Kept, never read." } },
  });
}

/** One of a few words. */
export function word<const W extends readonly string[]>(words: W, options: ShapeOptions & { default?: W[number] } = {}): TUnsafe<W[number]> {
  return Type.Unsafe<W[number]>({ type: "string", enum: [...words], ...options });
}

/**
 * One of several objects told apart by the value of one key, so that a typo is reported against the kind that was meant.
 * Every variant's schema holds `tag` as a `const`.
 */
export function tagged<V extends readonly TSchema[]>(tag: string, variants: V, options: ShapeOptions = {}): TUnsafe<Static<V[number]>> {
  return Type.Unsafe<Static<V[number]>>({
    type: "object",
    required: [tag],
    discriminator: { propertyName: tag },
    oneOf: variants,
    ...options,
  });
}

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export const AnyJson = Type.Unsafe<Json>({});
export const JsonObject = Type.Unsafe<{ readonly [key: string]: Json }>({ type: "object" });

export const Id = Type.String({ pattern: idPattern });
export const Name = Type.String({ pattern: namePattern });
export const ModelId = Type.String({ pattern: modelPattern, description: "`provider/name`: a provider of `.promptops.yml` and the model's name there." });
export const EnvironmentVariable = Type.String({
  pattern: environmentVariablePattern,
  description: "Name of an environment variable. The value itself is never written anywhere.",
});
export const RepositoryPath = Type.String({ minLength: 1, maxLength: 400, pattern: repositoryPathPattern });
export const SchemaVersion = Type.Literal(1, { description: "Version of this file's format: `1`." });
