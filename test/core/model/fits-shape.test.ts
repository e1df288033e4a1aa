import fc from "fast-check";
import { expect, test } from "vitest";
import { Check } from "typebox/value";
import { fitsShape } from "../../../src/core/model/fits-shape.ts";
import { Id, strict, Type, word } from "../../../src/core/model/shape.ts";

const shape = () =>
  strict({
    schema_version: Type.Literal(1),
    prompt: Id,
    kind: word(["publish", "promote"]),
    from: Type.Unsafe<string | null>({ type: ["string", "null"] }),
    earlier: Type.Array(strict({ since: Type.String(), rolled_back: Type.Boolean() }), { maxItems: 3 }),
    scores: Type.Optional(Type.Record(Type.String(), Type.Number())),
    snapshot: Type.Optional(Type.Integer({ minimum: 0 })),
  });

const right = { schema_version: 1, prompt: "a/b", kind: "publish", from: null, earlier: [{ since: "now", rolled_back: false }], scores: { a: 0.5 } };

const damaged = fc
  .tuple(fc.constantFrom(...Object.keys(right), "snapshot", "unknown", "__proto__"), fc.option(fc.jsonValue({ maxDepth: 2 }), { nil: undefined }))
  .map(([key, put]) => JSON.parse(JSON.stringify({ ...right, [key]: put })) as unknown);

test("says of the first value and of the thousandth what the schema says", () => {
  const schema = shape();
  const values = fc.oneof(fc.constant(right), damaged, fc.jsonValue());
  fc.assert(
    fc.property(values, (value) => {
      expect(fitsShape(schema, value)).toBe(Check(schema, value));
    }),
    { numRuns: 1_000 },
  );
});

test("each schema counts for itself", () => {
  const [mine, other] = [shape(), strict({ a: Type.String() })];
  for (let nth = 0; nth < 50; nth += 1) {
    expect(fitsShape(mine, right)).toBe(true);
    expect(fitsShape(other, right)).toBe(false);
    expect(fitsShape(other, { a: "b" })).toBe(true);
  }
});
