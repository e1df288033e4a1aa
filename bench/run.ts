/** `npm run bench <name>`: runs one of the benchmarks of this folder, or lists them. They print; they never assert. */
import { globSync } from "node:fs";
import { basename } from "node:path";

const [name, ...args] = process.argv.slice(2);
const benchmarks = globSync(`${import.meta.dirname}/*.bench.ts`).map((file) => basename(file, ".bench.ts"));

if (name !== undefined && benchmarks.includes(name)) {
  const { run } = (await import(`./${name}.bench.ts`)) as { readonly run: (args: readonly string[]) => unknown };
  await run(args);
} else {
  console.error(`Which one? npm run bench ${benchmarks.sort().join(" | ")}`);
  process.exitCode = 2;
}
