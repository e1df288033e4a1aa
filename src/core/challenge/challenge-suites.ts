import { suiteFile } from "../model/document-paths.ts";
import { schemaLine } from "../scaffold/schema-files.ts";
import { yamlOf } from "../scaffold/yaml-of.ts";
import type { ChallengeSet, PlacedCase } from "./build-challenge.ts";
import { challengeSplits, type ChallengeSplit } from "./challenge-split.ts";

/** The split that a suite of a challenge set holds; undefined for every other suite. @param base What its suites' names begin with. */
export function splitOfSuite(base: string, suite: string): ChallengeSplit | undefined {
  return challengeSplits.find((split) => suite === `${base}-${split}` || suite.startsWith(`${base}-${split}-`));
}

export interface ChallengeSuite {
  readonly suite: string;
  readonly split: ChallengeSplit;
  readonly cases: number;
  readonly file: string;
  readonly text: string;
}

/** Where cases once were that are in no set any more, by `placeKey`. */
export type GoneCases = ReadonlyMap<string, ChallengeSplit>;

/**
 * A set as suites: one per split, and one more for the cases of each suite that has rules of its own.
 * @param gone Written into the first of them, so that whoever comes back comes back to its place.
 */
export function challengeSuites(
  prompt: string,
  base: string,
  { cases, digest }: Pick<ChallengeSet, "cases" | "digest">,
  gone: GoneCases = new Map(),
): ChallengeSuite[] {
  const groups = Map.groupBy(cases, ({ split, settings }) => `${base}-${split}${settings === undefined ? "" : `-${settings.suite}`}`);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([suite, members], at) => {
      const [first] = members;
      if (first === undefined) return [];
      const file = suiteFile(prompt, suite);
      const { suite: _, ...settings } = first.settings ?? { suite: "" };
      const document = {
        schema_version: 1,
        description: `Challenge set ${digest.slice(0, 12)}, ${first.split}. Written by \`promptops challenge build ${prompt}\`, which writes it anew.`,
        "x-challenge": { digest, split: first.split, ...(at === 0 && gone.size > 0 && { gone: goneBySplit(gone) }) },
        tags: ["challenge"],
        ...(first.split === "holdout" && { holdout: true }),
        ...settings,
        cases: members.map(writtenCase),
      };
      return [{ suite, split: first.split, cases: members.length, file, text: schemaLine("suite", file) + yamlOf(document) }];
    });
}

function goneBySplit(gone: GoneCases): Partial<Record<ChallengeSplit, string[]>> {
  const keysOf = (split: ChallengeSplit) => [...gone].flatMap(([key, of]) => (of === split ? [key] : [])).sort();
  return Object.fromEntries(challengeSplits.map((split) => [split, keysOf(split)] as const).filter(([, keys]) => keys.length > 0));
}

/** What a suite of a set says of cases that were in sets before it. Whatever is not of that form says nothing. */
export function goneIn(suite: Readonly<Record<string, unknown>>): [key: string, split: ChallengeSplit][] {
  const known = suite["x-challenge"];
  const gone = isRecord(known) ? known["gone"] : undefined;
  if (!isRecord(gone)) return [];
  return challengeSplits.flatMap((split) => {
    const keys: unknown = gone[split];
    return Array.isArray(keys) ? keys.flatMap((key: unknown): [string, ChallengeSplit][] => (typeof key === "string" ? [[key, split]] : [])) : [];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function writtenCase({ name, content, inputs, history, expected, assertions, tags, group, cluster, mustPass, sources, remarks }: PlacedCase): object {
  const groupName = cluster ?? group;
  return {
    id: `${
      name
        .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
        .replace(/^[^A-Za-z0-9]+/, "")
        .slice(0, 90) || "case"
    }-${content.slice(0, 8)}`,
    ...(remarks.length > 0 && { description: remarks.join("\n") }),
    tags: [...new Set([...tags, ...sources.map((source) => `from-${source}`)])],
    ...(groupName !== undefined && { group: groupName }),
    ...(mustPass && { must_pass: true }),
    ...(Object.keys(inputs).length > 0 && { inputs }),
    ...(expected !== undefined && { expected }),
    ...(history.length > 0 && { history }),
    ...(assertions.length > 0 && { assertions }),
  };
}
