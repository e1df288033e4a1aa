import type { Paint } from "../paint.ts";

interface Standing {
  readonly pending: readonly string[];
  readonly superseded: readonly string[];
  readonly as_last_seen?: string | undefined;
}

/** How a view of the release log stands to the remote's: what is still to be pushed, what was overtaken, and how old it is. */
export function standingLines({ pending, superseded, as_last_seen }: Standing, paint: Paint): string[] {
  return [
    ...(pending.length === 0
      ? []
      : [
          "",
          `${paint("yellow", "pending:")} ${pending.length === 1 ? "1 entry is" : `${pending.length} entries are`} not pushed yet; the next release command does it.`,
          ...pending.map((sentence) => `  ${sentence}`),
        ]),
    ...(superseded.length === 0
      ? []
      : ["", `${paint("yellow", "superseded:")} recorded here, and overtaken by what others recorded.`, ...superseded.map((sentence) => `  ${sentence}`)]),
    ...(as_last_seen === undefined ? [] : [paint("dim", lastSeenText(as_last_seen))]),
  ];
}

/** How old a view of the release log is. */
export function lastSeenText(remote: string): string {
  return `As ${remote} was last seen; \`--fetch\` asks it.`;
}
