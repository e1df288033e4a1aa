import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const runs = 21;
const bin = resolve(import.meta.dirname, "../bin/run.js");
const commands: Readonly<Record<string, readonly string[]>> = {
  "node -e 0": ["-e", "0"],
  "promptops --version": [bin, "--version"],
  "promptops --help": [bin, "--help"],
  "promptops schema": [bin, "schema"],
};

/** How much CPU a start costs, beside a bare Node's. */
export function run(): void {
  // In turns, so that whatever else the machine does hits all of them alike.
  const samples = Array.from({ length: runs }, () => Object.values(commands).map(cpuOf));
  const medians = Object.keys(commands).map((name, index) => ({ name, ms: median(samples.map((sample) => sample[index] ?? Number.NaN)) }));
  const bare = medians[0]?.ms ?? Number.NaN;
  console.log(`CPU (user + system), median of ${runs} runs, Node ${process.version}`);
  for (const { name, ms } of medians) console.log(`${name.padEnd(20)} ${ms.toFixed(0).padStart(5)} ms  ${(ms / bare).toFixed(1)}× bare Node`);
}

/** Milliseconds of a whole process, by the shell's own clock: Node only measures itself. */
function cpuOf(args: readonly string[]): number {
  const { stderr } = spawnSync("bash", ["-c", 'TIMEFORMAT="%3U %3S"; time "$@" > /dev/null 2>&1', "bash", process.execPath, ...args], { encoding: "utf8" });
  const [user = Number.NaN, system = Number.NaN] = stderr.trim().split(" ").map(Number);
  return (user + system) * 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
