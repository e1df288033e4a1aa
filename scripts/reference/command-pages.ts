/** What a page needs of a command in oclif's manifest. */
export interface ManifestCommand {
  readonly id: string;
  readonly summary?: string;
  readonly description?: string;
  readonly examples?: readonly string[];
  readonly args: Readonly<
    Record<
      string,
      { readonly name: string; readonly description?: string; readonly required?: boolean; readonly multiple?: boolean; readonly options?: readonly string[] }
    >
  >;
  readonly flags: Readonly<Record<string, ManifestFlag>>;
  readonly strict?: boolean;
  readonly hidden?: boolean;
}

interface ManifestFlag {
  readonly name: string;
  readonly type: "boolean" | "option";
  readonly char?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly helpValue?: string;
  readonly helpGroup?: string;
  readonly options?: readonly string[];
  readonly default?: unknown;
  readonly required?: boolean;
  readonly multiple?: boolean;
  readonly allowNo?: boolean;
  readonly hidden?: boolean;
}

const note = "<!-- Written by `npm run docs` from the commands themselves. -->\n";

/** One page per command and a list of all: path → Markdown. */
export function commandPages(commands: readonly ManifestCommand[]): Record<string, string> {
  const shown = commands.filter(({ hidden }) => hidden !== true).sort((a, b) => (a.id < b.id ? -1 : 1));
  const list = shown.map((command) => `| [\`${nameOf(command)}\`](${fileOf(command)}) | ${cell(command.summary ?? "")} |`);
  const index = `${note}# Commands\n\n| command | |\n|---|---|\n${list.join("\n")}\n\nEvery command knows \`--help\`, \`--json\` and \`--cwd DIR\`. How they end is in [exit-codes.md](../exit-codes.md).\n`;
  return { "docs/commands/README.md": index, ...Object.fromEntries(shown.map((command) => [`docs/commands/${fileOf(command)}`, page(command)])) };
}

const nameOf = ({ id }: ManifestCommand): string => id.replaceAll(":", " ");
const fileOf = ({ id }: ManifestCommand): string => `${id.replaceAll(":", "-")}.md`;

function page(command: ManifestCommand): string {
  const args = Object.values(command.args);
  const flags = Object.values(command.flags).filter(({ hidden, helpGroup }) => hidden !== true && helpGroup !== "GLOBAL");
  const usage = [
    "promptops",
    nameOf(command),
    ...args.map(({ name, required, multiple }) => argument(name, required === true, multiple === true || command.strict === false)),
    ...(flags.length > 0 ? ["[flags]"] : []),
  ];
  return [
    `${note}# promptops ${nameOf(command)}`,
    command.summary ?? "",
    `    ${usage.join(" ")}`,
    command.description ?? "",
    args.length === 0 ? "" : `## Arguments\n\n${args.map(argumentLine).join("\n")}`,
    flags.length === 0 ? "" : `## Flags\n\n| flag | |\n|---|---|\n${flags.map(flagLine).join("\n")}`,
    command.examples === undefined ? "" : `## Examples\n\n${command.examples.map((example) => `    ${filled(example, command)}`).join("\n")}`,
    `What \`--json\` writes: [schemas/results/${command.id.replaceAll(":", "-")}.json](../../schemas/results/${command.id.replaceAll(":", "-")}.json).`,
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function argument(name: string, required: boolean, several: boolean): string {
  const shown = `${name.toUpperCase()}${several ? "..." : ""}`;
  return required ? shown : `[${shown}]`;
}

function argumentLine({ name, description = "", options }: ManifestCommand["args"][string]): string {
  return `- \`${name.toUpperCase()}\`: ${description}${options === undefined ? "" : ` (${options.map((option) => `\`${option}\``).join(", ")})`}`;
}

function flagLine({ name, type, char, summary, description, helpValue, options, default: preset, required, multiple, allowNo }: ManifestFlag): string {
  const value = type === "boolean" ? "" : ` ${helpValue ?? options?.join("\\|") ?? "VALUE"}`;
  const names = `\`${char === undefined ? "" : `-${char}, `}--${allowNo === true ? "[no-]" : ""}${name}${value}\``;
  const extra = [
    helpValue !== undefined && options !== undefined ? `One of ${options.map((option) => `\`${option}\``).join(", ")}.` : "",
    required === true ? "Required." : "",
    multiple === true && !/several|more than once/.test(summary ?? "") ? "Can be given several times." : "",
    isTold(preset) ? `Default: \`${String(preset)}\`.` : "",
  ];
  return `| ${names} | ${cell([summary ?? description ?? "", ...extra].filter(Boolean).join(" "))} |`;
}

function isTold(preset: unknown): boolean {
  return (typeof preset === "string" && preset !== "") || typeof preset === "number";
}

function filled(example: string, command: ManifestCommand): string {
  return example.replaceAll("<%= config.bin %>", "promptops").replaceAll("<%= command.id %>", nameOf(command));
}

/** A text inside a table. */
export function cell(text: string): string {
  return text.replaceAll(/(?<!\\)\|/g, "\\|").replaceAll("\n", " ");
}
