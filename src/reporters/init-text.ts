import { configFile } from "../core/model/document-paths.ts";
import type { InitResult } from "../core/results/init.ts";
import { paintFor } from "./paint.ts";
import type { Screen } from "./screen.ts";

/** What was written and what was left alone, then the commands that go on from here. */
export function initText(result: InitResult, screen: Screen): string {
  const paint = paintFor(screen);
  const { folder, repository, starter, dry_run: dry, created, kept, commit, next, called_in: below } = result;
  const place = repository === "found" ? `In the repository ${folder}` : dry ? `In a new repository in ${folder}` : `Made a git repository in ${folder}`;
  const isProject = kept.includes(configFile);
  const already = "This is a promptops project already; ";
  const files = [...created.map((path) => `  ${paint("green", dry ? "new " : "new ")}  ${path}`), ...kept.map((path) => `  ${paint("dim", "kept")}  ${path}`)];
  const steps = (commands: readonly string[]) => commands.map((command) => `  ${paint("cyan", command)}`);
  return [
    ...(below === undefined ? [] : [`${below}/ lies in a repository, and a project is a whole one: all of it lies at the top, not in ${below}/.`]),
    `${place}${dry ? " there would be:" : isProject ? ":" : `, starter ${starter}:`}`,
    "",
    ...files,
    "",
    ...(dry
      ? ["Nothing was written."]
      : [
          ...(isProject ? [`${already}${added(created)}`, ...(created.length === 0 ? [] : [""])] : []),
          ...(created.length === 0 ? [] : ["Keep it in git:"]),
          "",
          ...steps(commit),
          ...(commit.length === 0 ? [] : [""]),
          "Then:",
          "",
          ...steps(next),
        ]),
  ].join("\n");
}

function added(created: readonly string[]): string {
  if (created.length === 0) return "nothing was added.";
  const onlySchemas = created.every((path) => path.startsWith(".promptops/schemas/"));
  return onlySchemas ? "nothing but missing schemas was added." : "what the starter adds is new.";
}
