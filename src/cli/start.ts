import { fileURLToPath } from "node:url";
import { Config } from "@oclif/core/config";
import { CLIError } from "@oclif/core/errors";
import { run } from "@oclif/core/run";
import { harmlessText } from "../reporters/harmless-text.ts";
import { reportError } from "./error-report.ts";
import { leadingFlagsBehind } from "./leading-flags.ts";
import { redactSecrets } from "./redact-secrets.ts";
import { unknownCommand } from "./usage-error.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** From the command line to the end of the process. Commands report their own errors; here end those that no command could. */
async function start(args: readonly string[]): Promise<void> {
  endQuietlyWithoutReader();
  showOnlyWarningsOfOurs();
  process.on("uncaughtException", (error) => {
    reportError(error, { json: wantsJson(args), redact: redactSecrets });
    process.exit();
  });
  try {
    await run([...args], { root });
  } catch (error) {
    reportError(await withNearestCommand(error, args), { json: wantsJson(args), redact: redactSecrets });
  }
  await Promise.all([written(process.stdout), written(process.stderr)]);
  // An idle socket or a worker that was not closed must not keep a cron job alive.
  process.exit();
}

/** `promptops list | head -1`: nobody reads on, so there is nothing left to do. A full disk behind standard output is told where there is another way. */
function endQuietlyWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    // Before oclif's own, which throws.
    stream.prependListener("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") reportError(error, { json: false, redact: redactSecrets });
      process.exit();
    });
  }
}

/** Node's notes on its own experimental parts are for us, not for users. */
function showOnlyWarningsOfOurs(): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    if (name !== "ExperimentalWarning" || process.env["DEBUG"]) process.stderr.write(harmlessText(`warning: ${message}\n`));
  });
}

async function withNearestCommand(error: unknown, args: readonly string[]): Promise<unknown> {
  if (!(error instanceof CLIError) || !/^command .* not found\.?$/i.test(error.message)) return error;
  const { bin, commands } = await Config.load({ root });
  const ids = commands.filter(({ hidden }) => !hidden).map(({ id }) => id.replaceAll(":", " "));
  return unknownCommand(args, ids, bin);
}

function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end === -1 ? args : args.slice(0, end)).includes("--json");
}

function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()));
}

/** `promptops help eval` is `promptops eval --help`. */
function helpAsFlag([first, ...rest]: readonly string[]): readonly string[] {
  return first === "help" ? [...rest, "--help"] : first === undefined ? [] : [first, ...rest];
}

await start(helpAsFlag(leadingFlagsBehind(process.argv.slice(2))));
