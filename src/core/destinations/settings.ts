import { urlPattern } from "../model/patterns.ts";
import { EnvironmentVariable, Type, word } from "../model/shape.ts";

/** Settings that several kinds share. */
export const Url = Type.String({ pattern: urlPattern, description: "An http or https URL; one that is secret belongs in `url_env`." });
export const UrlVariable = { ...EnvironmentVariable, description: "Name of the environment variable that holds the URL." };
export const TokenVariable = { ...EnvironmentVariable, description: "Name of the environment variable that holds the token." };
export const Links = word(["all", "cited", "none"], {
  default: "all",
  description: "Which addresses in the answer may be links: all, only those among its citations, or none.",
});
export const AllowPrivate = Type.Boolean({ default: false, description: "Addresses of private networks and of this machine may be reached." });

export function given(...names: readonly (string | undefined)[]): readonly string[] {
  return names.filter((name) => name !== undefined);
}
