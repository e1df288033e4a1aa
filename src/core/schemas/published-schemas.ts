import { DeliveryPayload } from "../delivery/delivery-payload.ts";
import { CaseResult } from "../eval/case-result.ts";
import { documentSchemas } from "../model/documents.ts";
import type { TSchema } from "../model/shape.ts";
import { Statement } from "../release/statement.ts";
import { resultDocument } from "../results/document.ts";
import { resultSchemas } from "../results/registry.ts";

/** The npm package's own copy of them, so that editors find every published version. */
const base = "https://cdn.jsdelivr.net/npm/promptops/schemas/";

export interface PublishedSchema {
  /** `prompt`, `results/list`: the path of its file in `schemas/`, without the ending. */
  readonly name: string;
  readonly id: string;
  readonly title: string;
  /** JSON Schema draft-07: editors read no later one. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The shape of every document, of a line of an evaluation's results, of what programs are delivered, of what tags say, and of what every command writes with `--json`. `schemas/` holds their files. */
export function publishedSchemas(): PublishedSchema[] {
  const results: Readonly<Record<string, TSchema>> = resultSchemas;
  return [
    ...Object.entries(documentSchemas).map(([kind, schema]) => publish(kind, schema)),
    publish("case-result", CaseResult, "promptops: a line of an evaluation's results"),
    publish("statement", Statement, "promptops: what a version's tag says, an in-toto Statement v1"),
    publish("delivery", DeliveryPayload, "promptops: what a webhook or a command is sent"),
    ...Object.entries(results)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([command, schema]) => publish(`results/${command.replaceAll(/[: ]/g, "-")}`, resultDocument(schema), `promptops ${command.replaceAll(":", " ")} --json`)),
  ];
}

function publish(name: string, schema: TSchema, title?: string): PublishedSchema {
  const plain = JSON.parse(JSON.stringify(schema)) as { readonly title?: string };
  const named = title ?? plain.title ?? name;
  const id = `${base}${name}.json`;
  return { name, id, title: named, schema: { $schema: "http://json-schema.org/draft-07/schema#", $id: id, ...plain, title: named } };
}
