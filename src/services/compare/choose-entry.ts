import { nameHint } from "../../core/errors/name-hint.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { RecordedSide, Recording } from "./opened-side.ts";

/**
 * The one prompt of a recording that is meant: the one named, the only one, or the only one that another side is about.
 * @param others Prompts that other sides are about. @throws PromptopsError `several-prompts`, `unknown-prompt`.
 */
export function chooseEntry(recording: Recording, label: string | undefined, others: ReadonlySet<string>): RecordedSide {
  const { name, word, entries } = recording;
  if (label !== undefined) {
    const found = entries.find((entry) => entry.label === label);
    if (found !== undefined) return found.side;
    const hint = nameHint(
      label,
      entries.map((entry) => entry.label),
    );
    throw new PromptopsError("unknown-prompt", `There is no prompt \`${label}\` in ${name}.`, {
      where: `${word}:${label}`,
      ...(hint === undefined ? {} : { hint }),
    });
  }
  const [only, ...more] = entries.length === 1 ? entries : entries.filter(({ side }) => others.has(side.about.prompt));
  if (only !== undefined && more.length === 0) return only.side;
  const labels = entries.map((entry) => `\`${entry.label}\``);
  throw new PromptopsError(
    "several-prompts",
    `There are ${entries.length} prompts in ${name}: ${labels.slice(0, 6).join(", ")}${labels.length > 6 ? " …" : ""}.`,
    {
      where: word,
      hint: `Name one of them behind a colon: \`${word}:${entries[0]?.label}\`.`,
    },
  );
}

/** The entries of a recording that stands alone: those of the one prompt it holds several times. @throws PromptopsError `nothing-to-compare`. */
export function entriesToCompare({ name, word, entries }: Recording): RecordedSide[] {
  const groups = [...Map.groupBy(entries, ({ side }) => side.about.prompt).values()].filter(({ length }) => length > 1);
  const [only, ...more] = groups;
  if (only !== undefined && more.length === 0) return only.map(({ side }) => side);
  const [first, second] = only ?? [];
  throw new PromptopsError(
    "nothing-to-compare",
    only === undefined
      ? `There is nothing in ${name} that could be compared with something else in it.`
      : `There are several prompts in ${name} that were evaluated more than once.`,
    {
      where: word,
      ...(first === undefined || second === undefined
        ? { hint: `Name another evaluation before it, or a prompt's state: \`promptops compare ${entries[0]?.side.about.prompt ?? "PROMPT"} ${word}\`.` }
        : { hint: `Name the two: \`promptops compare ${word}:${first.label} ${word}:${second.label}\`.` }),
    },
  );
}
