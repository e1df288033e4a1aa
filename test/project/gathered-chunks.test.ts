import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gathered } from "../../scripts/gathered-chunks.ts";

type Outputs = Parameters<typeof gathered>[0];

/** A bundle of entries and chunks, told by what each imports. */
function bundleOf(imports: Readonly<Record<string, readonly string[]>>, bytes: Readonly<Record<string, number>> = {}): Outputs {
  return Object.fromEntries(
    Object.entries(imports).map(([file, imported]) => [
      file,
      {
        bytes: bytes[file] ?? 500,
        inputs: {},
        exports: [],
        imports: imported.map((path) => ({ path, kind: "import-statement" as const })),
        ...(file.startsWith("command") && { entryPoint: `${file}.ts` }),
      },
    ]),
  );
}

const loaded = (outputs: Outputs, file: string, seen = new Set<string>()): Set<string> => {
  for (const { path } of outputs[file]?.imports ?? []) if (!seen.has(path)) loaded(outputs, path, seen.add(path));
  return seen;
};

describe("chunks that are loaded together", () => {
  test("small ones that nearly the same commands load go with all of these", () => {
    const three = bundleOf({ "command-a": ["x", "y"], "command-b": ["x", "y"], "command-c": ["x"], x: [], y: [] });
    expect(gathered(three).get("command-c")).toEqual(["x", "y"]);
  });

  test("a large one, and what only it imports, is loaded by nobody who did not want it", () => {
    const imports = { "command-a": ["x", "y"], "command-b": ["x", "y"], "command-c": ["x"], x: [], y: ["large"], large: [] };
    expect(gathered(bundleOf(imports, { large: 900_000 })).get("command-c")).toEqual(["x"]);
  });

  test("a command loads all it did, and who loads one chunk of a file loads the whole file", () => {
    const names = ["p", "q", "r", "s", "t"];
    const given = fc.record({
      commands: fc.array(fc.subarray(names), { minLength: 1, maxLength: 6 }),
      chunks: fc.tuple(...names.map((_, at) => fc.subarray(names.slice(at + 1)))),
      sizes: fc.tuple(...names.map(() => fc.integer({ min: 10, max: 50_000 }))),
    });
    fc.assert(
      fc.property(given, ({ commands, chunks, sizes }) => {
        const imports = Object.fromEntries([
          ...commands.map((imported, at) => [`command-${at}`, imported] as const),
          ...names.map((name, at) => [name, chunks[at] ?? []] as const),
        ]);
        const outputs = bundleOf(imports, Object.fromEntries(names.map((name, at) => [name, sizes[at] ?? 0])));
        const plan = gathered(outputs);
        for (const [command, together] of plan) {
          expect(together).toEqual(expect.arrayContaining([...loaded(outputs, command)]));
          for (const chunk of together) expect(together).toEqual(expect.arrayContaining([...loaded(outputs, chunk)]));
        }
      }),
    );
  });
});
