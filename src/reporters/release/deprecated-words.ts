import type { DeprecatedThere } from "../../core/release/deprecated-among.ts";
import { oneLine } from "../one-line.ts";

/** `billing/summarize@1.2.0 in production is deprecated: invents invoice numbers` */
export function deprecatedWords({ prompt, version, environment, reason }: DeprecatedThere): string {
  return `${prompt}@${version} in ${environment} is deprecated: ${oneLine(reason, 400)}`;
}
