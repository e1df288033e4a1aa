import { strict, Type, word } from "../model/shape.ts";
import { quoted } from "./found-texts.ts";
import { assertionKind, type Scored } from "./kind.ts";
import { readSql } from "./read-sql.ts";
import { sqlDialects, sqlStatements, type SqlDialect } from "./sql-dialects.ts";
import type { SqlFacts } from "./sql-facts.ts";
import { Fenced, unfenced } from "./unfenced.ts";

export const isSql = assertionKind({
  type: "is-sql",
  area: "structure",
  summary:
    "The answer is SQL of one dialect, and nothing but SQL, as node-sql-parser reads it; `allow` and `tables` say what it may do to what. That is a check of answers, not a fence around a database: functions may do anything. Some 50 kB; beyond it is an error.",
  params: strict({
    dialect: Type.Optional(word(Object.keys(sqlDialects) as SqlDialect[], { default: "postgresql" })),
    allow: Type.Optional(
      Type.Array(word(sqlStatements), {
        minItems: 1,
        description: "The statements there may be, also inside others; reading is allowed inside every one. `select … into` counts as `create`.",
      }),
    ),
    tables: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description:
          "The tables it may name, `schema.table` where it writes so; case does not matter. What a `WITH` at the top of a single statement defines is none.",
      }),
    ),
    fenced: Fenced,
  }),
  needs: [],
  async score({ output }, { dialect = "postgresql", allow, tables, fenced = false }) {
    const read = await readSql(dialect, fenced ? unfenced(output) : output);
    if ("fault" in read) return fail(`is no SQL of ${dialect}: ${read.fault}`);
    if (read.statements.length === 0) return fail("has no statement");
    if (read.statements.includes(undefined)) return fail(`is no SQL of ${dialect}: it begins with no statement`);
    return offence(read, allow, tables) ?? { score: 1, reason: `is SQL of ${dialect}` };
  },
});

function offence(
  { statements, changes, tables: named }: SqlFacts,
  allow: readonly string[] | undefined,
  tables: readonly string[] | undefined,
): Scored | undefined {
  const done = new Set([...statements.filter((each) => each !== undefined), ...changes]);
  const forbidden = allow === undefined ? [] : [...done].filter((each) => !allow.includes(each));
  if (forbidden.length > 0) return fail(`does what is not allowed: ${quoted(forbidden)}`);
  const known = new Set(tables?.map((table) => table.toLowerCase()));
  const foreign = tables === undefined ? [] : [...named].filter((table) => !known.has(table));
  return foreign.length > 0 ? fail(`names tables that are not allowed: ${quoted(foreign)}`) : undefined;
}

function fail(reason: string): Scored {
  return { score: 0, reason };
}
