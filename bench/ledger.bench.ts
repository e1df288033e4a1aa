import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { figuresTable, type Figure } from "./eval/figures-table.ts";
import { measure, type Measured } from "./eval/measure.ts";
import { fillLedger } from "./ledger/fill-ledger.ts";
import { jobsProject } from "./ledger/project.ts";

const bin = resolve(import.meta.dirname, "../bin/run.js");
/** Whatever else the machine does only ever adds: the least of so many runs counts. */
const runs = 5;
const hour = 3_600_000;
/** A tick registers the jobs now; nothing before it is due. */
const begin = Date.parse("2026-11-20T08:30:00Z");

/**
 * What scheduled runs cost: a tick with nothing due, ticks on an empty and on a large ledger, many runs in one tick, lists, and what an
 * index and a clone take. `--quick` has a tenth of everything.
 */
export async function run(args: readonly string[]): Promise<void> {
  const scale = args.includes("--quick") ? 0.1 : 1;
  const [jobs, artifacts, due] = [10_000 * scale, 100_000 * scale, 1_000 * scale];
  const scratch = await mkdtemp(join(tmpdir(), "promptops-bench-"));
  try {
    console.log(`${jobs} jobs, ${artifacts} artifacts, ${due} due; least of ${runs}; Node ${process.version}, ${availableParallelism()} cores`);
    const figures: Figure[] = [];
    const tell = (...more: Figure[]) => figures.push(...more);
    const start = await least(() => promptops(scratch, "--version"));
    tell({ name: "start-up (`--version`)", value: start.wallMs, unit: "ms" });

    const idle = join(scratch, "idle");
    await project(idle, { hourly: 0, never: jobs });
    const first = await mustRun(idle, "run-due", "--at", time(begin));
    const nothing = await least((nth) => promptops(idle, "run-due", "--at", time(begin + (nth + 1) * 60_000)));
    tell(
      { name: `first tick of ${jobs} jobs, which parses and registers them`, value: first.wallMs, unit: "ms" },
      { name: `tick of ${jobs} jobs, none due`, value: nothing.wallMs, unit: "ms" },
      { name: "… / start-up", value: nothing.wallMs / start.wallMs, unit: "×", most: 2 },
      { name: "… CPU / start-up", value: nothing.cpuMs / start.cpuMs, unit: "×" },
    );

    const [empty, large] = [join(scratch, "empty"), join(scratch, "large")];
    await project(empty, { hourly: 1, never: 0 });
    await mustRun(empty, "run-due", "--at", time(begin));
    cpSync(empty, large, { recursive: true });
    await fillLedger(large, artifacts, begin);
    const tick = (folder: string) => (nth: number) => promptops(folder, "run-due", "--at", time(begin + nth * hour + hour / 2 + 1_000));
    const [small, grown] = await inTurns(tick(empty), tick(large));
    tell(
      { name: "tick with one due job, empty ledger", value: small.wallMs, unit: "ms" },
      { name: `… / at ${artifacts} artifacts`, value: grown.wallMs, unit: "ms" },
      { name: "… / empty", value: grown.wallMs / small.wallMs, unit: "×", most: 1.3 },
    );

    const rebuilt = await mustRun(large, "ledger", "rebuild-index");
    const list = await least(() => promptops(large, "runs", "list", "--limit", "50"));
    tell(
      { name: `index of ${artifacts} runs and their claims, made anew`, value: rebuilt.wallMs / 1_000, unit: "s" },
      { name: "`runs list` of the last 50", value: list.wallMs, unit: "ms" },
      { name: "… / start-up", value: list.wallMs / start.wallMs, unit: "×", most: 1.5 },
      { name: "… CPU / start-up", value: list.cpuMs / start.cpuMs, unit: "×" },
    );
    tell(...(await clones(scratch, large)));

    const busy = join(scratch, "busy");
    await project(busy, { hourly: due, never: 0 });
    await mustRun(busy, "run-due", "--at", time(begin));
    const many = await mustRun(busy, "run-due", "--at", time(begin + hour / 2 + 1_000));
    const none = await least((nth) => promptops(busy, "run-due", "--at", time(begin + hour / 2 + 1_000 + nth)));
    tell({ name: `tick with ${due} due jobs: each, beside a tick with none`, value: (many.wallMs - none.wallMs) / due, unit: "ms", most: 5 });
    console.log(figuresTable(figures));
    console.log(`load average ${loadavg()[0]?.toFixed(2)}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** What a CI job and a developer pay for a ledger. */
async function clones(scratch: string, folder: string): Promise<Figure[]> {
  const remote = join(scratch, "remote.git");
  execFileSync("git", ["clone", "--quiet", "--bare", folder, remote]);
  execFileSync("git", ["-C", remote, "config", "uploadpack.allowFilter", "true"]);
  const cloned = async (name: string, ...options: string[]): Promise<Figure[]> => {
    const into = join(scratch, "clone");
    mkdirSync(into);
    const branch = "promptops/ledger";
    const { wallMs } = await measure(["git", "clone", "--quiet", "--bare", "--single-branch", "--branch", branch, ...options, `file://${remote}`, into], {
      cwd: scratch,
    });
    const kilobytes = Number(/^size-pack: (\d+)$/m.exec(execFileSync("git", ["-C", into, "count-objects", "-v"], { encoding: "utf8" }))?.[1]);
    rmSync(into, { recursive: true });
    return [
      { name: `clone of the ledger, ${name}`, value: wallMs / 1_000, unit: "s" },
      { name: "… size", value: kilobytes / 1_000, unit: "MB" },
    ];
  };
  return [...(await cloned("whole")), ...(await cloned("depth 1 without blobs, as a CI job does", "--depth=1", "--filter=blob:none"))];
}

async function project(folder: string, jobs: { hourly: number; never: number }): Promise<void> {
  mkdirSync(folder);
  jobsProject(folder, jobs);
  await mustRun(folder, "eval");
  await mustRun(folder, "publish", "support/sort");
  await mustRun(folder, "promote", "support/sort@1.0.0", "production");
}

function time(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

function promptops(cwd: string, ...args: string[]): Promise<Measured> {
  return measure([process.execPath, bin, ...args], { cwd });
}

async function mustRun(cwd: string, ...args: string[]): Promise<Measured> {
  const measured = await promptops(cwd, ...args);
  if (measured.exitCode !== 0) throw new Error(`promptops ${args.join(" ")} ended with ${measured.exitCode}: ${measured.stdout}${measured.stderr}`);
  return measured;
}

async function least(once: (nth: number) => Promise<Measured>): Promise<Measured> {
  const [found] = await inTurns(once);
  return found ?? once(0);
}

/** The least wall time and the least CPU of each. In turns, so that whatever else the machine does hits all of them alike. */
async function inTurns<T extends readonly ((nth: number) => Promise<Measured>)[]>(...measures: T): Promise<{ [K in keyof T]: Measured }> {
  const all: Measured[][] = measures.map(() => []);
  for (let nth = 0; nth < runs; nth += 1) for (const [at, once] of measures.entries()) all[at]?.push(await once(nth));
  return all.map((found) => {
    const failed = found.find(({ exitCode }) => exitCode !== 0);
    if (failed !== undefined) throw new Error(`it ended with ${failed.exitCode}: ${failed.stdout}${failed.stderr}`);
    return { ...found[0], wallMs: Math.min(...found.map(({ wallMs }) => wallMs)), cpuMs: Math.min(...found.map(({ cpuMs }) => cpuMs)) };
  }) as { [K in keyof T]: Measured };
}
