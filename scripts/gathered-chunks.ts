import { posix } from "node:path";
import type { BuildResult, Plugin } from "esbuild";

/** Bytes of code that take about as long to load as one file more takes to find, read and link. With four times that `runs list` starts later, `eval` no sooner. */
const fileCost = 8_000;

type Outputs = BuildResult<{ metafile: true }>["metafile"]["outputs"];

/** Chunks that become one file. All sets are bits: of chunks, or of entries. */
interface Group {
  readonly chunks: bigint;
  /** Those, and all that they import, however far. */
  readonly loads: bigint;
  entries: bigint;
}

/**
 * What else each entry of a bundle should import, so that what is mostly loaded together becomes one file. esbuild puts modules into one
 * chunk when exactly the same entries reach them, and a command line with many commands falls into hundreds of small ones.
 * @returns Of each output that is an entry, the chunks of all its groups.
 */
export function gathered(outputs: Outputs): Map<string, readonly string[]> {
  const files = Object.keys(outputs);
  const entries = files.filter((file) => outputs[file]?.entryPoint !== undefined);
  const chunks = files.filter((file) => outputs[file]?.entryPoint === undefined);
  const bitOf = new Map(chunks.map((chunk, at) => [chunk, 1n << BigInt(at)]));
  const sizes = chunks.map((chunk) => outputs[chunk]?.bytes ?? 0);
  const loads = entries.map((entry) => loadedWith(outputs, bitOf, entry));
  const groups = chunks.map((chunk) => {
    const bit = bitOf.get(chunk) ?? 0n;
    return { chunks: bit, loads: loadedWith(outputs, bitOf, chunk), entries: bitsWhere(loads, (loaded) => (loaded & bit) !== 0n) };
  });
  gather(groups, loads, sizes);
  return new Map(entries.map((entry, at) => [entry, chunks.filter((chunk) => ((loads[at] ?? 0n) & (bitOf.get(chunk) ?? 0n)) !== 0n)]));
}

/** The chunks among a file and all that it imports. */
function loadedWith(outputs: Outputs, bitOf: ReadonlyMap<string, bigint>, file: string, seen = new Set<string>()): bigint {
  if (seen.has(file)) return 0n;
  seen.add(file);
  const imported = outputs[file]?.imports.filter(({ path, kind }) => kind === "import-statement" && path in outputs) ?? [];
  return imported.reduce((bits, { path }) => bits | loadedWith(outputs, bitOf, path, seen), bitOf.get(file) ?? 0n);
}

/** Puts the best pair of groups together as long as there is one that saves something; what each entry then loads is in `loads`. */
function gather(all: readonly Group[], loads: bigint[], sizes: readonly number[]): void {
  const groups: (Group | undefined)[] = [...all];
  const savings = groups.map((one, at) => groups.map((other, behind) => (behind > at ? saving(one, other) : 0)));
  for (let [first, second] = best(savings); first >= 0; [first, second] = best(savings)) {
    const [one, other] = [groups[first], groups[second]];
    if (one === undefined || other === undefined) throw new Error("A group that is gone was chosen.");
    groups[first] = { chunks: one.chunks | other.chunks, loads: one.loads | other.loads, entries: one.entries | other.entries };
    groups[second] = undefined;
    const gained = placesIn(one.entries ^ other.entries).flatMap((entry) => loadAlso(entry, one.loads | other.loads));
    for (const at of new Set([first, second, ...gained])) renew(at);
  }

  function renew(at: number): void {
    for (const behind of groups.keys()) {
      const row = savings[Math.min(at, behind)];
      if (row !== undefined && at !== behind) row[Math.max(at, behind)] = saving(groups[at], groups[behind]);
    }
  }

  /** Bytes that putting two together saves all who load both, less those that it makes the others load. */
  function saving(one: Group | undefined, other: Group | undefined): number {
    if (one === undefined || other === undefined) return 0;
    const both = one.entries & other.entries;
    const saved = placesIn(both).length * fileCost;
    return saved === 0 ? 0 : saved - more(one.entries & ~both, other.loads) - more(other.entries & ~both, one.loads);
  }

  function more(entries: bigint, wanted: bigint): number {
    let bytes = 0;
    for (const at of placesIn(entries)) for (const chunk of placesIn(wanted & ~(loads[at] ?? 0n))) bytes += sizes[chunk] ?? 0;
    return bytes;
  }

  /** Lets an entry load more, and whole groups. @returns The groups that it did not load before. */
  function loadAlso(entry: number, wanted: bigint): number[] {
    const bit = 1n << BigInt(entry);
    let loaded = (loads[entry] ?? 0n) | wanted;
    for (let before = 0n; before !== loaded;) {
      before = loaded;
      for (const group of groups) if (group !== undefined && (group.chunks & loaded) !== 0n) loaded |= group.loads;
    }
    loads[entry] = loaded;
    const gained: number[] = [];
    for (const [at, group] of groups.entries()) {
      if (group === undefined || (group.chunks & loaded) === 0n || (group.entries & bit) !== 0n) continue;
      group.entries |= bit;
      gained.push(at);
    }
    return gained;
  }
}

function best(savings: readonly (readonly number[])[]): readonly [number, number] {
  let found: readonly [number, number] = [-1, -1];
  let most = 0;
  for (const [at, row] of savings.entries())
    for (const [behind, saved] of row.entries())
      if (saved > most) {
        most = saved;
        found = [at, behind];
      }
  return found;
}

function bitsWhere<T>(list: readonly T[], holds: (item: T) => boolean): bigint {
  return list.reduce((bits, item, at) => (holds(item) ? bits | (1n << BigInt(at)) : bits), 0n);
}

function placesIn(bits: bigint): number[] {
  const places: number[] = [];
  for (let at = 0, left = bits; left !== 0n; left >>= 32n, at += 32)
    for (let word = Number(left & 0xffffffffn); word !== 0; word &= word - 1) places.push(at + 31 - Math.clz32(word & -word));
  return places;
}

/** The files of a bundle as sources of another, each entry with what it should import besides. @param texts By their paths in the first bundle's folder. */
export function built(texts: ReadonlyMap<string, string>, besides: ReadonlyMap<string, readonly string[]>): Plugin {
  return {
    name: "built",
    setup(build) {
      build.onResolve({ filter: /^built:/ }, ({ path }) => ({ path: path.slice("built:".length), namespace: "built" }));
      build.onResolve({ filter: /^\./, namespace: "built" }, ({ path, importer }) => ({ path: posix.join(posix.dirname(importer), path), namespace: "built" }));
      build.onLoad({ filter: /.*/, namespace: "built" }, ({ path }) => {
        const imports = (besides.get(path) ?? []).map((chunk) => `import "built:${chunk}";\n`);
        return { contents: `${imports.join("")}${texts.get(path) ?? ""}` };
      });
    },
  };
}
