import type { Breach } from "../model/breach.ts";
import type { Script, ScriptRule } from "../model/script.ts";

export type CompiledRule = ScriptRule & {
  /** What its pattern finds in a text: the whole match, then its groups; undefined when it finds nothing. */
  readonly find?: (text: string) => readonly string[] | undefined;
};

/**
 * A script ready to match, and its patterns that do not compile. Patterns are RE2's, as in assertions: matching takes time linear
 * in the text, so no rule can hang. The engine is loaded when a script has a pattern.
 */
export async function compileScript({ rules }: Script): Promise<{ readonly rules: readonly CompiledRule[]; readonly breaches: readonly Breach[] }> {
  if (rules.every(({ match }) => match?.pattern === undefined)) return { rules, breaches: [] };
  const { RE2JS, RE2JSException } = await import("re2js");
  const breaches: Breach[] = [];

  function compile(rule: ScriptRule, at: number): CompiledRule {
    const source = rule.match?.pattern;
    if (source === undefined) return rule;
    try {
      const compiled = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
      return { ...rule, find: (text) => found(compiled.matcher(text)) };
    } catch (error) {
      if (!(error instanceof RE2JSException)) throw error;
      // RE2 quotes the pattern with the flag it puts in front.
      const reason = error.message.replace("error parsing regexp: ", "").replace("`(?i)", "`");
      const hint = "Patterns have RE2's syntax: no look-around and no backreferences.";
      breaches.push({ rule: "invalid-pattern", path: ["rules", at, "match", "pattern"], message: `RE2 does not take this pattern: ${reason}.`, hint });
      return rule;
    }
  }

  return { rules: rules.map(compile), breaches };
}

function found(matcher: { find(): boolean; groupCount(): number; group(group?: number): string | null }): readonly string[] | undefined {
  if (!matcher.find()) return undefined;
  return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? "");
}
