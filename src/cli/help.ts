import type { Command } from "@oclif/core/command";
import { Help } from "@oclif/core/help";
import type { Topic } from "@oclif/core/interfaces";

/** oclif's help, where it would say a thing twice, show a default that is none, or break words. */
export default class PlainHelp extends Help {
  /** A topic that is a command too is listed as that. */
  protected override get sortedTopics(): Topic[] {
    return super.sortedTopics.filter(({ name }) => !this.config.commandIDs.includes(name));
  }

  protected override getCommandHelpClass(command: Command.Loadable): ReturnType<Help["getCommandHelpClass"]> {
    const names = Object.keys(command.flags);
    const flags = withoutGaps(Object.values(command.flags)).map((flag, at) => [shownName(names[at] ?? flag.name, flag), plainFlag(flag)] as const);
    // The summary stands above everything already.
    const { summary: _, ...rest } = command;
    return super.getCommandHelpClass({ ...rest, flags: Object.fromEntries(flags) });
  }
}

/** oclif shows in one place, and not in the other, that a flag can be negated. */
function shownName(name: string, flag: Command.Flag.Cached): string {
  return isNegatable(flag) ? `[no-]${name}` : name;
}

function isNegatable(flag: Command.Flag.Cached): boolean {
  return flag.type === "boolean" && flag.allowNo === true;
}

function plainFlag(flag: Command.Flag.Cached): Command.Flag.Cached {
  if (flag.type === "boolean") return { ...flag, allowNo: false };
  const { default: fallback, ...rest } = flag;
  const kept = Array.isArray(fallback) && fallback.length === 0 ? rest : flag;
  return kept.options === undefined ? kept : { ...kept, options: breakable(kept.options) };
}

/**
 * oclif shows flags that belong together, or exclude one another, beside each other, and each of them once: where one has two such others it
 * leaves a gap. Then each stands for itself.
 */
function withoutGaps(flags: readonly Command.Flag.Cached[]): readonly Command.Flag.Cached[] {
  const groups = flags.flatMap((flag) => {
    const others = [...(flag.dependsOn ?? []), ...(flag.exclusive ?? [])];
    return others.length === 0 ? [] : [[flag.name, ...others].sort().join(" ")];
  });
  const mentioned = [...new Set(groups)].flatMap((group) => group.split(" "));
  if (new Set(mentioned).size === mentioned.length) return flags;
  return flags.map(({ dependsOn: _, exclusive: __, ...flag }) => flag as Command.Flag.Cached);
}

/** So many characters of choices may stand together; more are set with spaces, where a line can break. */
const longestChoice = 48;

function breakable(options: readonly string[]): readonly string[] {
  return options.join("|").length > longestChoice ? [options.join(" | ")] : options;
}
