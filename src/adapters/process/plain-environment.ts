import { env } from "node:process";

/** What programs need to be found, to find their own files and to speak the user's language. Nothing of it is secret. */
const needed = ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SystemRoot", "PATHEXT", "TEMP", "TMP", "USERPROFILE"];

/** The environment of a program that is to know nothing else of ours. */
export function plainEnvironment(): Record<string, string> {
  return Object.fromEntries(
    needed.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
