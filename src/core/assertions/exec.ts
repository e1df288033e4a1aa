import { commandFiles } from "../model/command-files.ts";
import { programFile } from "../model/program-file.ts";
import { EnvironmentVariable, RepositoryPath, strict, Type } from "../model/shape.ts";
import { configParam, timeoutParam } from "./code-params.ts";
import { assertionKind, type NamedFile } from "./kind.ts";

export const exec = assertionKind({
  type: "exec",
  area: "code",
  summary:
    "A command decides. It gets `{ input, config }` as JSON on its standard input and writes a score as JSON: true or false, a number from 0 to 1, or `{ score, pass, reason }`. No shell; it runs in a folder that holds the repository files it names and nothing else.",
  params: strict({
    command: Type.Array(Type.String({ minLength: 1, pattern: "^[^\\u0000]+$" }), {
      minItems: 1,
      description: "The program and its arguments: `[python3, scorers/tone.py]`.",
    }),
    files: Type.Optional(Type.Array(RepositoryPath, { uniqueItems: true, description: "Repository files it reads beside those in `command`." })),
    env: Type.Optional(Type.Array(EnvironmentVariable, { uniqueItems: true, description: "Environment variables it gets beside `PATH`." })),
    ...timeoutParam,
    ...configParam,
  }),
  needs: ["runCommand"],
  code: true,
  files: ({ command, files }) => namedFiles(command, files),
  score(input, { command, files, env = [], timeout_seconds = 30, config }, { runCommand }) {
    return runCommand({ command, files: namedFiles(command, files), env, timeoutSeconds: timeout_seconds }, input, config);
  },
});

/** What it runs and what lies below `scorers/` is meant to be there; another argument may be a path or any other word. */
function namedFiles(command: readonly string[], files: readonly string[] = []): NamedFile[] {
  const needed = programFile(command);
  return [
    ...commandFiles(command).map(({ path, at }): NamedFile => ({ path, at: ["command", at], maybe: at !== needed && !path.startsWith("scorers/") })),
    ...files.map((path, at) => ({ path, at: ["files", at] })),
  ];
}
