import { usualHint } from "../../src/core/errors/usual-hints.ts";
import { validate } from "../../src/services/validate.ts";
import { memorySource } from "./memory-source.ts";
import { projectWith, validProject } from "./valid-project.ts";

/** Short names for the files of the valid repository. */
const names: Readonly<Record<string, string>> = {
  config: ".promptops.yml",
  script: "scripted/demo.yml",
  partial: "partials/house/style.liquid",
  prompt: "prompts/billing/summarize/prompt.yml",
  manifest: "prompts/billing/summarize/manifest.yml",
  suite: "prompts/billing/summarize/evals/smoke.yml",
  job: "schedules/daily.yml",
};

type Edits = Readonly<Record<string, readonly [from: string, to: string]>>;

/** A change of the valid repository: texts replaced in its files (by short name), files added or (null) taken away. */
export interface ProjectChange {
  readonly edits?: Edits;
  readonly also?: Edits;
  readonly files?: Readonly<Record<string, string | null>>;
}

/** What `validate` says after the change: `prompt:2:1: unknown-key: … Did you mean …?`. */
export async function reported(change: ProjectChange): Promise<string[]> {
  const { problems } = await validate({ source: memorySource(changed(change)) }, { paths: [] });
  return problems.map(({ file, line, column, rule, message, hint }) => {
    const short = Object.keys(names).find((name) => names[name] === file) ?? file;
    return `${[short, line, column].filter((part) => part !== undefined).join(":")}: ${rule}: ${[message, hint].filter((part) => part !== undefined).join(" ")}`;
  });
}

function changed({ edits = {}, also = {}, files = {} }: ProjectChange): Record<string, string> {
  const texts: Record<string, string> = { ...validProject };
  for (const [name, [from, to]] of [...Object.entries(edits), ...Object.entries(also)]) {
    const file = names[name] ?? name;
    const text = texts[file] ?? "";
    if (!text.includes(from)) throw new Error(`${name} does not contain "${from}"`);
    texts[file] = text.replace(from, () => to);
  }
  return projectWith({ ...texts, ...Object.fromEntries(Object.entries(files).map(([file, text]) => [file, text ?? undefined])) });
}

/** What `reported` says without the hints that follow from the rule alone: a spec may leave them out. */
export function withoutUsualHints(lines: readonly string[]): string[] {
  return lines.map((line) => {
    const [, rule = ""] = /: ([a-z0-9-]+): /.exec(line) ?? [];
    const usual = ` ${usualHint(rule)}`;
    return line.endsWith(usual) ? line.slice(0, -usual.length) : line;
  });
}
