import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Config } from "@oclif/core";
import type { Command } from "@oclif/core/command";
import { expect, test } from "vitest";
import PlainHelp from "../../src/cli/help.ts";

class ShownHelp extends PlainHelp {
  usageOf(command: Command.Loadable): string {
    return this.formatCommand(command).replace(/\n\n[\s\S]*/, "");
  }
}

const root = join(import.meta.dirname, "../..");
const config = await Config.load(root);
const help = new ShownHelp(config);

test.each(config.commands.map((command) => [command.id, command] as const))("the usage of %s has no gap and names every flag", (_, command) => {
  const usage = help.usageOf(command);
  expect(usage).toContain("USAGE");
  const page = readFileSync(join(root, "docs/commands", `${command.id.replaceAll(/[: ]/g, "-")}.md`), "utf8");
  for (const argument of usage.match(/\[[A-Z]+(?:\.\.\.)?\](?= )/g) ?? []) expect(page.split("\n## ")[0]).toContain(argument);
  expect(usage).not.toMatch(/ \]|\[ |\| +\||\(\s*\)/);
  const shown = Object.values(command.flags).filter(({ hidden, char }) => hidden !== true && char === undefined);
  for (const { name } of shown) expect(usage).toMatch(new RegExp(`--(?:\\[no-\\])?${name}\\b`));
});
