import { ProviderError } from "../../core/errors/provider-error.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { digestBytes } from "../../core/identity/digest.ts";
import { requestValues } from "../../core/model-call/request-values.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import { providerFiles, type SettingsOf } from "../../core/providers/registry.ts";
import { redactor } from "../../core/redact.ts";
import { foundPrograms } from "../process/found-programs.ts";
import { runProgram, type ProgramEnd } from "../process/run-program.ts";
import { withFiles } from "../process/with-files.ts";
import type { Endpoint, ProviderPorts } from "./endpoint.ts";
import { readExecAnswer } from "./exec/read-exec-answer.ts";
import { missingFile } from "./invalid-files.ts";
import { largestAnswer } from "./largest-answer.ts";
import { saidLine } from "./over-http/said-line.ts";
import type { Speaker } from "./over-http/wire-format.ts";

/** A program of the user's own. Each question is a process of its own, in a folder that holds the repository files it names and nothing else. */
export async function exec(name: string, settings: SettingsOf<"exec">, { source, environment }: ProviderPorts): Promise<Endpoint> {
  const { command, env = [] } = settings;
  const files = new Map<string, Uint8Array>();
  for (const { path, maybe = false } of providerFiles(settings)) {
    const bytes = await source.read(path);
    if (bytes !== undefined) files.set(path, bytes);
    else if (!maybe) throw missingFile(source, path);
  }
  const secrets = env.flatMap((variable) => environment.get(variable) ?? []);
  const speaker: Speaker = { name, clean: saidLine(redactor(secrets)) };

  function ownEnvironment(): Record<string, string> {
    const [missing] = unready();
    if (missing !== undefined) throw missing;
    const given = env.map((variable) => [variable, environment.get(variable) ?? ""] as const);
    return { ...foundPrograms(), ...Object.fromEntries(given) };
  }

  function unready(): PromptopsError[] {
    return env
      .filter((variable) => environment.get(variable) === undefined)
      .map((variable) => new PromptopsError("missing-key", `The program of provider "${name}" needs the environment variable ${variable}, which is not set.`));
  }

  return {
    unready,
    identity: { command, files: Object.fromEntries([...files].map(([path, bytes]) => [path, digestBytes(bytes)])) },
    async ask(request, signal, { epoch = 1, traceparent }) {
      const input = `${JSON.stringify(question(request, epoch))}\n`;
      const environmentOfCall = { ...ownEnvironment(), ...(traceparent !== undefined && { TRACEPARENT: traceparent }) };
      const asked = { command, environment: environmentOfCall, input, maxOutput: largestAnswer };
      const ended = await withFiles(files, async (cwd) => atHome(await runProgram({ ...asked, cwd }, signal), cwd)).catch((error: unknown) => {
        throw notStarted(name, command, error);
      });
      return readExecAnswer(speaker, request, answerText(speaker, ended));
    },
  };
}

/** The folder is another one every time, and gone when somebody reads of it. */
function atHome(end: ProgramEnd, cwd: string): ProgramEnd {
  return { ...end, stderr: end.stderr.replaceAll(`${cwd}/`, "") };
}

/** What the program reads. What a prompt does not have is not there. */
function question(request: ModelRequest, epoch: number): object {
  const { model, params, output, tools } = request;
  return { model, params, messages: requestValues(request)("messages"), output, tools, epoch };
}

/** @throws ProviderError for an end that is none of an answer. */
function answerText({ name, clean }: Speaker, { code, signal, stdout, stderr, tooMuch }: ProgramEnd): string {
  if (tooMuch) throw new ProviderError("malformed", name, `${name} sent more than any answer can be.`);
  if (code === 0) return stdout;
  const said = clean(lastWords(stderr));
  const how = code === undefined ? `was ended by ${signal ?? "a signal"}` : `ended with ${code}`;
  throw new ProviderError("server", name, `The program of ${name} ${how}${said === "" ? "." : `: ${said}`}`);
}

/** Programs say what is wrong in their last words, but for the stack below them. */
function lastWords(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => !/^\s+at |^Node\.js v|^\s*$/.test(line));
  return lines.join("\n").slice(-mostWords);
}
const mostWords = 300;

function notStarted(name: string, [program = ""]: readonly string[], error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (!(error instanceof Error) || !("syscall" in error) || !String(error.syscall).startsWith("spawn")) return error;
  const why =
    code === "ENOENT"
      ? `There is no program \`${program}\`, which provider "${name}" runs.`
      : `\`${program}\`, which provider "${name}" runs, cannot be started: ${code}.`;
  return new PromptopsError("program-missing", why, { cause: error });
}
