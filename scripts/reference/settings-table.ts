import type { TSchema } from "../../src/core/model/shape.ts";
import { cell } from "./command-pages.ts";

/** The keys of a schema as a table: name, type, what it means, its words and its default. Empty when there are none. */
export function settingsTable(properties: Readonly<Record<string, TSchema>>, required: readonly string[]): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const { description, default: preset, enum: words } = schema as { description?: string; default?: unknown; enum?: readonly unknown[] };
    const told = [
      required.includes(name) ? "Required." : "",
      description ?? "",
      words === undefined ? "" : `One of ${words.map((word) => `\`${String(word)}\``).join(", ")}.`,
      preset === undefined || preset === false ? "" : `Default: \`${JSON.stringify(preset)}\`.`,
    ];
    return `| \`${name}\` | ${typeWord(schema)} | ${cell(told.filter(Boolean).join(" "))} |`;
  });
  return rows.length === 0 ? "" : `| key | value | |\n|---|---|---|\n${rows.join("\n")}`;
}

function typeWord(schema: TSchema): string {
  const { type } = schema as { type?: string | readonly string[] };
  return type === undefined ? "any" : [type].flat().join(" or ");
}
