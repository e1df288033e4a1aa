import { stripVTControlCharacters } from "node:util";
import { CLIError } from "@oclif/core/errors";
import type { ErrorCode } from "../core/errors/catalogue.ts";
import { nearest } from "../core/errors/nearest.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";

/** What oclif's parser hangs on its errors; its classes are not exported. */
interface ParseError extends CLIError {
  readonly flags?: readonly string[];
  readonly args?: readonly (string | { readonly name: string })[];
}

/** The command that was asked for, as far as it is known. */
export interface Asked {
  /** `promptops new prompt` */
  readonly usage: string;
  readonly flags: readonly string[];
  /** What is declared of each flag: numbers have `min` and `max`. */
  readonly declared: Readonly<Record<string, object>>;
}

/** oclif's types hide what only some flags have. */
interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** oclif's words about flags and arguments in ours: one sentence, and a hint that names the nearest right one. Other errors stay as they are. */
export function usageError(error: unknown, asked: Asked): unknown {
  if (!(error instanceof CLIError) || error.code === "EEXIT" || error.code === "MODULE_NOT_FOUND") return error;
  const { flags, args } = error as ParseError;
  if (flags !== undefined) return unknownFlags(flags, asked);
  if (Array.isArray(args)) return wrongArguments(args, asked);
  return invalidValue(error.message, asked);
}

/**
 * What was typed begins with no command's name. Flags may stand before it, and oclif reads the arguments of a command that
 * takes none as part of its name: both are said as what they are.
 * @param ids All commands, as `new prompt`, sorted.
 */
export function unknownCommand(args: readonly string[], ids: readonly string[], bin: string): PromptopsError {
  const words = args.filter((arg) => !arg.startsWith("-"));
  const known = ids.findLast((id) => `${words.join(" ")} `.startsWith(`${id} `));
  if (args[0]?.startsWith("-")) return misplacedFlag(args[0], known, bin);
  const [first = ""] = words;
  const isTopic = ids.some((id) => id.startsWith(`${first} `));
  if (known !== undefined && !(isTopic && known === first)) return wrongArguments(words.slice(known.split(" ").length), { usage: `${bin} ${known}` });
  const two = words.slice(0, 2).join(" ");
  const asked = isTopic ? two : first;
  const near = nearestCommand(first, two, isTopic, ids);
  return new PromptopsError("unknown-command", `There is no command "${asked}".`, near === undefined ? {} : { hint: `Did you mean \`${bin} ${near}\`?` });
}

/** `job list` is `jobs list`, though no command is called nearly as `job`; a topic alone is said as that. */
function nearestCommand(first: string, two: string, isTopic: boolean, ids: readonly string[]): string | undefined {
  const both = nearest(two, ids);
  if (isTopic || (two !== first && both?.includes(" ") === true)) return both;
  const near = nearest(first, ids);
  if (near !== undefined) return near;
  const topics = new Set(ids.filter((id) => id.includes(" ")).map((id) => id.slice(0, id.indexOf(" "))));
  const topic = nearest(first, topics);
  return topic === undefined ? undefined : `${topic} --help`;
}

function misplacedFlag(flag: string, command: string | undefined, bin: string): PromptopsError {
  if (command === undefined) return new PromptopsError("unknown-flag", `\`${bin}\` has no flag ${flag}.`, { hint: seeHelp(bin) });
  return new PromptopsError("unknown-flag", `The flag ${flag} stands before the command.`, { hint: `Write flags behind it: \`${bin} ${command} ${flag}\`.` });
}

function unknownFlags(flags: readonly string[], { usage, flags: known }: Asked): PromptopsError {
  const [first = ""] = flags;
  const near = nearest(first.replace(/^-+/, ""), known);
  const sentence = flags.length === 1 ? `\`${usage}\` has no flag ${first}.` : `\`${usage}\` has no flags ${flags.join(", ")}.`;
  return new PromptopsError("unknown-flag", sentence, { hint: near === undefined ? seeHelp(usage) : `Did you mean \`--${near}\`?` });
}

function wrongArguments(args: NonNullable<ParseError["args"]>, { usage }: Pick<Asked, "usage">): PromptopsError {
  const missing = args.flatMap((arg) => (typeof arg === "string" ? [] : [arg.name.toUpperCase()]));
  if (missing.length > 0) return new PromptopsError("missing-argument", `\`${usage}\` needs ${missing.join(" and ")}.`, { hint: seeHelp(usage) });
  return new PromptopsError("invalid-argument", `\`${usage}\` does not know what to do with ${args.map((arg) => `"${arg as string}"`).join(", ")}.`, {
    hint: seeHelp(usage),
  });
}

function invalidValue(message: string, { usage, declared }: Asked): PromptopsError {
  const plain = stripVTControlCharacters(message)
    .replace(/\nSee more help with --help$/, "")
    .replace(/^The following errors? occurred:\s*/, "")
    .replaceAll(/Parsing --(\S+)\s+Expected an integer.* but received: (.*)/g, (_all, flag: string, value: string) => wrongNumber(flag, value, declared[flag]))
    .replaceAll(/--(\S+?)=.* cannot also be provided when using --(\S+)/g, "`--$2` and `--$1` cannot be given together")
    .replaceAll(/Missing required flag (\S+)/g, "The flag --$1 is required")
    .replaceAll(/\s*\n\s*/g, "; ");
  const choice = /^Expected (?:--\S+?=)?(.*) to be one of: (.*)$/.exec(plain);
  const near = choice && nearest(choice[1] ?? "", (choice[2] ?? "").split(", "));
  const code: ErrorCode = choice && !plain.startsWith("Expected --") ? "invalid-argument" : "invalid-flag";
  return new PromptopsError(code, plain.endsWith(".") ? plain : `${plain}.`, { hint: near ? `Did you mean \`${near}\`?` : seeHelp(usage) });
}

function wrongNumber(flag: string, value: string, { min, max }: Range = {}): string {
  const from = min === undefined ? "" : max === undefined ? ` of at least ${min}` : ` from ${min} to ${max}`;
  return `\`--${flag}\` must be a whole number${from}, not "${value}"`;
}

function seeHelp(usage: string): string {
  return `Run \`${usage} --help\` to see how it is used.`;
}
