import { digestBytes } from "../identity/digest.ts";

/** Which machine a runner is on: what PROMPTOPS_RUNNER says, else 16 hex digits that stand for the machine's name and do not tell it. */
export function runnerHost(named: string | undefined, hostname: string): string {
  const given = named?.trim() ?? "";
  return given === "" ? digestBytes(`runner/1 ${hostname}`).slice(0, 16) : given.slice(0, 120);
}
