/** A stretch of a text: to be shown as it is, or a name for characters that would not be seen. */
export interface Piece {
  readonly text: string;
  readonly hidden: boolean;
}

/** The tags of a flag, as of Scotland's, are no hidden text. */
const flag = String.raw`(?<flag>\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f})`;
const unseen = [
  // Control characters, without tab and the ends of lines.
  String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)`,
  // Marks that turn the direction of writing, characters without a width, fillers.
  String.raw`[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]`,
  // Tags and what else has no sign in that plane.
  String.raw`[\u{e0000}-\u{e0fff}]`,
  // A joiner, unless it stands where scripts and pictures need it.
  String.raw`(?<![\p{M}\p{Script=Arabic}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]`,
];
const hidden = new RegExp(`${flag}|(?:${unseen.join("|")})+`, "gu");

/** So many characters of a run are named one by one. */
const named = 6;

/** A text in pieces, in order. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(hidden)) {
    if (match.groups?.["flag"] !== undefined) continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index), hidden: false });
    found.push({ text: nameOf(match[0]), hidden: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ text: text.slice(end), hidden: false });
  return found;
}

/** `U+202E`, `U+200B ×12`, or what a run of tags spells. */
function nameOf(run: string): string {
  const characters = [...run];
  const spelled = characters.map(tagged).join("");
  if (spelled.length === characters.length) return `hidden “${spelled}”`;
  const runs: { name: string; times: number }[] = [];
  for (const character of characters) {
    const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    const last = runs.at(-1);
    if (last?.name === name) last.times += 1;
    else runs.push({ name, times: 1 });
  }
  const told = runs.slice(0, named).map(({ name, times }) => (times === 1 ? name : `${name} ×${times}`));
  return [...told, ...(runs.length > named ? [`and ${runs.length - named} more`] : [])].join(" ");
}

/** The letter that a tag character stands for; nothing for every other one. */
function tagged(character: string): string {
  const code = (character.codePointAt(0) ?? 0) - 0xe0000;
  return code >= 0x20 && code <= 0x7e ? String.fromCodePoint(code) : "";
}
