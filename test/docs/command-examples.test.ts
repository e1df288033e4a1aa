import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@oclif/core/parser";
import * as Flags from "@oclif/core/flags";
import { expect, test } from "vitest";
import type { BaseCommand } from "../../src/cli/base-command.ts";
import { catalogue } from "../../src/core/errors/catalogue.ts";
import { reasonCodes, type ReasonCode } from "../../src/core/gates/reason-codes.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "src/commands");

const commands = await Promise.all(
  globSync("**/*.ts", { cwd: folder }).map(async (file) => {
    const id = file.replace(/(\/index)?\.ts$/, "").replaceAll("/", " ");
    return { id, command: ((await import(join(folder, file))) as { readonly default: typeof BaseCommand }).default };
  }),
);

/** Fails when a line that begins with `promptops` names a command, a flag or a choice that there is not. A bare command's name is enough. */
async function expectTypeable(line: string): Promise<void> {
  const typed = line.replace(/^[^|]* \| (?=promptops )/, "").replace(/ (?:>>?|\|) .*$/, "");
  const [, ...words] = [...typed.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replaceAll(/["']/g, ""));
  if (words[0] === undefined || words[0].startsWith("-")) return;
  const found = commands.filter(({ id }) => `${words.join(" ")} `.startsWith(`${id} `)).sort((a, b) => b.id.length - a.id.length)[0];
  expect(found, `\`${line}\` names no command`).toBeDefined();
  if (found === undefined) return;
  const argv = words.slice(found.id.split(" ").length);
  if (argv.length === 0 || argv.includes("--help")) return;
  const { args, baseFlags, strict } = found.command;
  const flags = { ...found.command.flags };
  // `[ID]`, `[REF]`: the command itself adds the value where none is typed.
  const mayBeBare = (word: string) =>
    Object.entries(flags).some(([name, flag]) => word === `--${name}` && "helpValue" in flag && /^\[.+\]$/.test(String(flag.helpValue)));
  const whole = argv.map((word, at) => (mayBeBare(word) && (argv[at + 1] ?? "--").startsWith("-") ? `${word}=x` : word));
  await expect(parse(whole, { args, flags: { json: Flags.boolean(), ...baseFlags, ...flags }, strict }), line).resolves.toBeDefined();
}

test.each(commands)("promptops $id: every example of its help can be typed as it stands", async ({ id, command }) => {
  const examples = (command.examples ?? []) as readonly string[];
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) await expectTypeable(example.replaceAll("<%= config.bin %>", "promptops").replaceAll("<%= command.id %>", id));
});

const documents = globSync(["*.md", "docs/**/*.md", "templates/**/*.md"], { cwd: root });

test.each(documents)("%s: every command it names can be typed", async (file) => {
  const text = readFileSync(join(root, file), "utf8").replaceAll(/^```console\n[\s\S]*?^```$/gm, "");
  const inline = [...text.matchAll(/`(promptops [^`…]+)`/g)].map(([, line = ""]) => line.replaceAll(/\s+/g, " "));
  const indented = [...text.matchAll(/^ {4}(promptops [^\n…\][]+)$/gm)].map(([, line = ""]) => line.replace(/ {2,}.*$/, ""));
  for (const line of [...inline, ...indented]) await expectTypeable(line);
});

test("every command that a hint names can be typed: the next step is one that can be taken", async () => {
  const hints = [...Object.values(catalogue), ...Object.values<ReasonCode>(reasonCodes)].flatMap(({ hint }) => hint ?? []);
  for (const hint of hints) for (const [, line = ""] of hint.matchAll(/`(promptops [^`]+)`/g)) await expectTypeable(line);
});
