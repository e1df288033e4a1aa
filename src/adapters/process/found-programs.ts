import { env } from "node:process";

/** Without these, programs are not found or do not start. */
const needed = ["PATH", "SystemRoot", "PATHEXT"];

/** All that a program gets to see of our environment beside what was named for it. Where programs lie is no secret. */
export function foundPrograms(): Record<string, string> {
  return Object.fromEntries(
    needed.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
