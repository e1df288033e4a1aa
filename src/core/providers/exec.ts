import type { Static } from "typebox";
import { commandFiles } from "../model/command-files.ts";
import { programFile } from "../model/program-file.ts";
import { EnvironmentVariable, RepositoryPath, Type } from "../model/shape.ts";
import { providerKind, settingsOf, type ProviderFile } from "./kind.ts";

const settings = settingsOf("exec", {
  command: Type.Array(Type.String({ minLength: 1, pattern: "^[^\\u0000]+$" }), {
    minItems: 1,
    description: "The program and its arguments: `[python3, tools/model.py]`. No shell reads them.",
  }),
  files: Type.Optional(Type.Array(RepositoryPath, { uniqueItems: true, description: "Repository files it reads beside those in `command`." })),
  env: Type.Optional(Type.Array(EnvironmentVariable, { uniqueItems: true, description: "Environment variables it gets beside `PATH`." })),
});

export const exec = providerKind({
  kind: "exec",
  summary: "A program of your own: a question as JSON on its standard input, the answer as JSON on its standard output, no shell.",
  settings,
  code: true,
  variables: ({ env = [] }) => env,
  files: namedFiles,
});

/** A word of the command may be a file of the repository, or any other word; what it runs has to be there. */
function namedFiles({ command, files = [] }: Static<typeof settings>): ProviderFile[] {
  const needed = programFile(command);
  return [
    ...commandFiles(command).map(({ path, at }): ProviderFile => ({ path, at: ["command", at], ...(at === needed ? {} : { maybe: true }) })),
    ...files.map((path, at) => ({ path, at: ["files", at] })),
  ];
}
