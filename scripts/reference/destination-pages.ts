import type { TSchema } from "../../src/core/model/shape.ts";
import { destinationKinds } from "../../src/core/destinations/registry.ts";
import { settingsTable } from "./settings-table.ts";

/** The page of the kinds of destinations, their settings and what they can promise: path → Markdown. */
export function destinationPages(): Record<string, string> {
  const promises = destinationKinds.map(({ kind, external, guarantee }) => `| [\`${kind}\`](#${kind}) | ${external ? "yes" : "no"} | ${guarantee} |`);
  const sections = destinationKinds.map(({ kind, summary, settings, oneOf = [], together = [] }) => {
    const { kind: _, ...properties } = settings.properties as Readonly<Record<string, TSchema>>;
    const rules = [...oneOf.map((names) => `Exactly one of ${listed(names)} is given.`), ...together.map((names) => `${listed(names)} belong together.`)];
    const required = (settings.required ?? []).filter((name) => name !== "kind");
    return [`## ${kind}`, summary, settingsTable(properties, required), ...(rules.length === 0 ? [] : [rules.join(" ")])].join("\n\n");
  });
  return {
    "docs/destinations.md": `<!-- Written by \`npm run docs\` from src/core/destinations/registry.ts. -->
# Destinations

The kinds of places that jobs deliver to. Each is an entry below \`destinations\` in \`.promptops.yml\`;
[the guide](guide/destinations.md) tells how deliveries are made, retried and replayed.

## What each kind promises

An attempt may have arrived although no answer came back: the connection broke, the process was killed. Then it depends on the kind
whether a second copy does harm. *External*: other people see it, so a job that delivers there runs only versions with a passing gate
unless it says otherwise.

| kind | external | guarantee |
|---|---|---|
${promises.join("\n")}

${sections.join("\n\n")}
`,
  };
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(" and ");
}
