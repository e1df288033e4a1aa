import type { Static, TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { Check } from "typebox/value";

/** A schema is compiled when so many values were checked by it: that takes as long as checking some of them, and saves nine tenths of each later check. */
const worthCompiling = 5;

interface Checked {
  times: number;
  compiled: ((value: unknown) => boolean) | undefined;
}

const known = new WeakMap<TSchema, Checked>();

/** Whether a value has a record's shape: fast for many records as well as for one. */
export function fitsShape<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
  const checked = known.get(schema) ?? { times: 0, compiled: undefined };
  known.set(schema, checked);
  checked.times += 1;
  if (checked.times === worthCompiling) {
    const compiled = Compile(schema);
    checked.compiled = (each) => compiled.Check(each);
  }
  return checked.compiled?.(value) ?? Check(schema, value);
}
