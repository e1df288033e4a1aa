import { diffArrays, diffWordsWithSpace } from "diff";

export interface Part {
  readonly text: string;
  readonly changed: boolean;
}

/** A line of a comparison: what stands left and right of each other. A side that has no such line is undefined. */
export interface Row {
  readonly same: boolean;
  readonly left: readonly Part[] | undefined;
  readonly right: readonly Part[] | undefined;
}

export interface Change {
  readonly text: string;
  readonly kind: "same" | "removed" | "added";
}

/** More changes than these are not looked for: it would take long, and marks everywhere say nothing. */
const mostLines = 3_000;
const mostWords = 2_000;
/** Lines with less than this in common are two lines, not one that was changed. */
const leastCommon = 0.2;

/** Two texts line by line, the words that changed marked; undefined when they differ too much to be laid side by side. */
export function sideBySide(left: string, right: string): Row[] | undefined {
  const changes = diffArrays(left.split("\n"), right.split("\n"), { maxEditLength: mostLines });
  if (changes === undefined) return undefined;
  const rows: Row[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) rows.push(changedRow(removed[at], added[at]));
    removed = [];
    added = [];
  };
  for (const change of changes) {
    if (change.removed) removed.push(...change.value);
    else if (change.added) added.push(...change.value);
    else {
      flush();
      rows.push(...change.value.map((text) => ({ same: true, left: [{ text, changed: false }], right: [{ text, changed: false }] })));
    }
  }
  flush();
  return rows;
}

/** Two texts as one, word by word; undefined when they differ too much. */
export function inOneText(left: string, right: string): Change[] | undefined {
  return diffWordsWithSpace(left, right, { maxEditLength: mostWords })?.map(({ value, added, removed }) => ({
    text: value,
    kind: added ? "added" : removed ? "removed" : "same",
  }));
}

function changedRow(left: string | undefined, right: string | undefined): Row {
  const whole = (text: string | undefined) => (text === undefined ? undefined : [{ text, changed: true }]);
  const words = left === undefined || right === undefined ? undefined : inOneText(left, right);
  const common = words?.filter(({ kind }) => kind === "same").reduce((sum, { text }) => sum + text.trim().length, 0) ?? 0;
  const longest = Math.max(left?.length ?? 0, right?.length ?? 0);
  if (words === undefined || common < leastCommon * longest) return { same: false, left: whole(left), right: whole(right) };
  const side = (own: "removed" | "added") =>
    words.filter(({ kind }) => kind === "same" || kind === own).map(({ text, kind }) => ({ text, changed: kind === own }));
  return { same: false, left: side("removed"), right: side("added") };
}
