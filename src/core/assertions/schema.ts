import { strict, Type, type Json, type TSchema } from "../model/shape.ts";
import { assertionKinds } from "./registry.ts";

/** What every assertion may say, whatever its kind. */
export const commonFields = {
  description: Type.Optional(Type.String()),
  not: Type.Optional(Type.Boolean({ default: false, description: "Turns the whole result round: it passes where it would fail, and the score is 1 − score." })),
  weight: Type.Optional(Type.Number({ minimum: 0, default: 1, description: "Its share in the case's score; 0 = shown, never counted." })),
  threshold: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      description: "The score from which it passes. `not` turns round what comes of that: with it, the score from which it fails, before that is turned round.",
    }),
  ),
  metric: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: "Its scores are also summed up under this name." })),
  must_pass: Type.Optional(Type.Boolean({ default: false, description: "The case fails when this fails, whatever the weighted score." })),
};

export interface CommonAssertion {
  readonly type: string;
  readonly description?: string;
  readonly not?: boolean;
  readonly weight?: number;
  readonly threshold?: number;
  readonly metric?: string;
  readonly must_pass?: boolean;
}

export type Assertion = CommonAssertion & { readonly [param: string]: Json | undefined };

const variants: TSchema[] = Object.values(assertionKinds).map((kind) =>
  strict({ type: Type.Literal(kind.type), ...commonFields, ...kind.params.properties }, { description: kind.summary }),
);

/** One variant per registered kind, told apart by `type`. */
export const assertionSchema: TSchema = Type.Unsafe({ type: "object", required: ["type"], discriminator: { propertyName: "type" }, oneOf: variants });
