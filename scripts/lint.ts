/** `npm run lint`: the linter with the layers' borders, the compiler, the formatter, and what nobody uses. */
import { globSync } from "node:fs";
import { execa } from "execa";

const modules = globSync("{src,test,scripts,bench}/**/*.{ts,tsx}").length;

/** A linter that saw no file finds nothing wrong: it must have looked at every module there is. */
async function sawEveryModule(): Promise<boolean> {
  const { stdout } = await execa("oxlint", ["--format", "json"], { preferLocal: true, reject: false });
  const { number_of_files: seen } = JSON.parse(stdout) as { readonly number_of_files: number };
  if (modules > 0 && seen >= modules) return true;
  console.error(`oxlint looked at ${seen} files, but there are ${modules} modules.`);
  return false;
}

async function passes(command: string, ...args: string[]): Promise<boolean> {
  console.log(`— ${[command, ...args].join(" ")}`);
  return (await execa(command, args, { preferLocal: true, reject: false, stdio: "inherit" })).exitCode === 0;
}

const outcomes = [
  await passes("oxlint"),
  await sawEveryModule(),
  await passes("tsc", "-p", "."),
  // What runs in a browser has a browser's types.
  await passes("tsc", "-p", "src/ui/web"),
  await passes("tsc", "-p", "test/browser"),
  await passes("prettier", "--check", "--log-level", "warn", "."),
  await passes("knip", "--no-progress"),
];
if (outcomes.includes(false)) process.exitCode = 1;
