import { aboutText } from "./about-text.ts";
import { spansOfTags, withSpans } from "../template/spans-of-tags.ts";
import { caseTexts } from "./case-texts.ts";
import type { Finding } from "./finding.ts";
import { lineAt, type PromptText } from "./prompt-texts.ts";
import { schemaWords } from "./schema-words.ts";
import { joined, runsOf, textUnits, weightOf, word, type TextUnit } from "./text-units.ts";
import type { ValidatedCase, Validator } from "./validator.ts";

/** So much in a row of a case's input and of the prompt is the same by no accident. */
const ofInput = 8 * word;
/** An input that is shorter counts when all of it stands there. */
const wholeInput = 6 * word;
/** Shorter answers are labels, which a prompt may, and must, name to have them chosen. */
const wholeAnswer = 4 * word;
/** Pieces of answers are words of the matter, which a prompt may speak of, up to this length. */
const pieceOfAnswer = 5 * word;
/** Beside that a text has to have so many characters, where words are written apart. */
const leastCharacters = 16;
/** What so many cases have is a form they are all written in, a class or a fixed sentence, not one case. */
const sharedBy = 3;
/** Units by which a text that is not there is told at once. */
const ahead = 4;

/**
 * Cases that the prompt gives away are no measure of it. How much tells is counted in words: a word where they are written apart, else
 * so many characters (`text-units.ts`).
 */
export const evalLeak: Validator = {
  code: "eval-leak",
  summary: "The prompt holds a case's expected answer, what an assertion of a case looks for, or a long piece of its input.",
  needsCases: true,
  check({ resolved, texts, cases }) {
    if (cases.length === 0) return [];
    const pages = texts.filter(({ kind }) => kind === "template").map(pageOf);
    const labels = schemaWords(resolved.prompt);
    for (const owner of cases) {
      const { wholes, inputs } = wantedOf(owner, labels);
      for (const page of pages) {
        noteWholes(page, owner, wholes);
        noteInputs(page, owner, inputs);
      }
    }
    return pages.flatMap(findingsOf);
  },
};

type What = "the expected answer" | "what an assertion looks for" | "the input";

interface Whole {
  readonly what: What;
  readonly units: readonly TextUnit[];
}

/** A stretch of units, from the first to the one behind the last. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Leak extends Stretch {
  readonly what: What;
  readonly owner: ValidatedCase;
}

/** A text of the prompt, what can be looked up in it, and what was found there. */
interface Page {
  readonly path: string;
  readonly text: string;
  readonly units: readonly TextUnit[];
  /** The units as one text, and by its places which unit begins there. */
  readonly all: string;
  readonly places: ReadonlyMap<number, number>;
  readonly beginnings: ReadonlySet<string>;
  readonly runs: ReadonlyMap<string, Stretch>;
  readonly wholes: Map<string, Leak[]>;
  readonly sharing: Map<string, ValidatedCase[]>;
}

function pageOf({ path, text }: PromptText): Page {
  const units = textUnits(withoutTags(text));
  const places = new Map<number, number>();
  let place = 0;
  for (const [at, unit] of units.entries()) {
    places.set(place, at);
    place += unit.text.length + 1;
  }
  const runs = new Map<string, Stretch>();
  for (const { key, from, to } of runsOf(units, ofInput)) if (!runs.has(key)) runs.set(key, { from, to });
  const beginnings = new Set(units.map((_, at) => joined(units.slice(at, at + ahead))));
  return { path, text, units, all: ` ${joined(units)} `, places, beginnings, runs, wholes: new Map(), sharing: new Map() };
}

/** What would be a leak of a case: texts that tell only as a whole, and inputs, which do in long pieces, too. */
function wantedOf(owner: ValidatedCase, labels: ReadonlySet<string>): { readonly wholes: readonly Whole[]; readonly inputs: readonly (readonly TextUnit[])[] } {
  const { answers, pieces, inputs } = caseTexts(owner);
  const telling = (texts: readonly string[], what: What, least: number): Whole[] =>
    texts.flatMap((text) => {
      const units = textUnits(text);
      return labels.has(text) || !tells(text, units, least) ? [] : [{ what, units }];
    });
  const ofInputs = inputs.map(textUnits);
  const short = ofInputs.filter((units) => weightOf(units) >= wholeInput && weightOf(units) < ofInput);
  const wholes = [
    ...telling(answers, "the expected answer", wholeAnswer),
    ...telling(pieces, "what an assertion looks for", pieceOfAnswer),
    ...short.map((units): Whole => ({ what: "the input", units })),
  ];
  return { wholes, inputs: ofInputs };
}

/** Long enough to be no accident; or a code, such as an order's number, that nobody comes upon twice. */
function tells(text: string, units: readonly TextUnit[], least: number): boolean {
  const bare = text.trim();
  if (/^\S{10,100}$/.test(bare) && /\p{L}/u.test(bare) && (bare.match(/\p{N}/gu)?.length ?? 0) >= 4) return true;
  return weightOf(units) >= least && (bare.length >= leastCharacters || units.every(({ weight }) => weight < word));
}

function noteWholes(page: Page, owner: ValidatedCase, wholes: readonly Whole[]): void {
  for (const { what, units } of wholes) {
    if (units.length >= ahead && !page.beginnings.has(joined(units.slice(0, ahead)))) continue;
    const key = joined(units);
    const known = page.wholes.get(key);
    if (known?.some((leak) => leak.owner === owner) === true) continue;
    if (known !== undefined) {
      const [{ from, to } = { from: 0, to: 0 }] = known;
      if (known.length < sharedBy) known.push({ what, owner, from, to });
      continue;
    }
    const from = page.places.get(page.all.indexOf(` ${key} `));
    if (from !== undefined) page.wholes.set(key, [{ what, owner, from, to: from + units.length }]);
  }
}

function noteInputs({ runs, sharing }: Page, owner: ValidatedCase, inputs: readonly (readonly TextUnit[])[]): void {
  if (runs.size === 0) return;
  for (const units of inputs) {
    for (const { key } of runsOf(units, ofInput)) {
      if (!runs.has(key)) continue;
      const owners = sharing.get(key);
      if (owners === undefined) sharing.set(key, [owner]);
      else if (owners.at(-1) !== owner && owners.length < sharedBy) owners.push(owner);
    }
  }
}

/** The same words of the prompt are one finding, however many cases they give away. */
function findingsOf(page: Page): Omit<Finding, "code">[] {
  const noted = [...page.wholes.values()];
  const shared = noted.flatMap((leaks) => (leaks.length < sharedBy ? [] : (leaks[0] ?? [])));
  const wholes = noted.filter((leaks) => leaks.length < sharedBy && !shared.some((other) => leaks.every((leak) => isWithin(leak, other)))).flat();
  const byWords = Map.groupBy([...wholes, ...inputLeaks(page)], ({ what, from, to }) => `${what}:${from}:${to}`);
  return [...byWords.values()].map((leaks) => finding(page, leaks));
}

function isWithin(inner: Stretch, outer: Stretch): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

function inputLeaks({ runs, sharing }: Page): Leak[] {
  const byOwner = new Map<ValidatedCase, Stretch[]>();
  for (const [key, owners] of sharing) {
    const run = runs.get(key);
    if (run === undefined || owners.length >= sharedBy) continue;
    for (const owner of owners) {
      const known = byOwner.get(owner);
      if (known === undefined) byOwner.set(owner, [run]);
      else known.push(run);
    }
  }
  return [...byOwner].map(([owner, stretches]) => ({ what: "the input", owner, ...firstOf(stretches) }));
}

/** Runs that overlap are one stretch of the prompt; of several the first is shown. */
function firstOf(stretches: readonly Stretch[]): Stretch {
  const [first = { from: 0, to: 0 }, ...rest] = stretches.toSorted((a, b) => a.from - b.from);
  let { to } = first;
  for (const next of rest) if (next.from <= to) to = Math.max(to, next.to);
  return { from: first.from, to };
}

function finding({ path, text, units }: Page, leaks: readonly Leak[]): Omit<Finding, "code"> {
  const [{ what, from, to } = { what: "the input", from: 0, to: 0 }] = leaks;
  const start = units[from]?.start ?? 0;
  const words = text.slice(start, units[to - 1]?.end).replace(/\s+/g, " ");
  const shown = JSON.stringify(words.length > 80 ? `${words.slice(0, 80)}…` : words);
  const cases = leaks.map(({ owner: { suite, id } }) => `\`${suite}/${id}\``);
  const line = lineAt(text, start);
  const measures = cases.length === 1 ? "that case measures" : "those cases measure";
  return {
    path,
    line,
    text: aboutText(words),
    message: `${path} holds ${what} of ${cases.join(" and ")} in line ${line}, ${shown}: ${measures} nothing any more.`,
    hint: "Take the example out of the prompt, or the case out of the suite.",
  };
}

/** Tags are not compared; what stands around them keeps its place. */
function withoutTags(text: string): string {
  return withSpans(text, spansOfTags(text), (tag) => tag.replace(/[^\n]/g, " "));
}
