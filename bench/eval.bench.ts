import { readdirSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { figuresTable, type Figure } from "./eval/figures-table.ts";
import { measure, type Measured } from "./eval/measure.ts";
import { installPeer, measurePeer, peerName } from "./eval/peer.ts";
import { evalProject, manyPrompts, type Way } from "./eval/projects.ts";
import { startModel } from "./eval/start-model.ts";

const root = resolve(import.meta.dirname, "..");
const bin = join(root, "bin/run.js");
const latencyMs = 50;
const concurrency = 50;
const cases = 5_000;
const manyCases = 100_000;
const prompts = 1_000;

/** CPU is the least of so many runs, and so is wall time: whatever else the machine does only ever adds. */
const runs = 3;

/**
 * What an evaluation costs: time beside the least that the model's latency allows, CPU beside the bare SDK's, memory, bytes, and the peer beside
 * ours, all against one model on loopback. `--quick` leaves 100,000 cases out, `--no-peer` the peer.
 */
export async function run(args: readonly string[]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "promptops-bench-"));
  const model = await startModel(latencyMs);
  try {
    console.log(`${cases} cases × ${latencyMs} ms, ${concurrency} at once, best of ${runs}; Node ${process.version}, ${availableParallelism()} cores`);
    const figures: Figure[] = [];
    const tell = (...more: Figure[]) => figures.push(...more);
    const folder = (name: string) => join(scratch, name);
    const idealMs = (cases / concurrency) * latencyMs;

    const startMs = (await best(() => promptops(scratch, "--version"))).wallMs;
    const alone = (script: string) =>
      best(() => measure([process.execPath, join(root, "bench/eval", script), model.url, String(cases), String(concurrency)], { cwd: root }));
    const floor = await alone("bare-http.ts");
    const bare = await alone("bare-sdk.ts");
    tell(
      { name: "node:http alone: wall / ideal", value: floor.wallMs / idealMs, unit: "×" },
      perCase("node:http alone: CPU per case", floor),
      { name: "the openai SDK alone: wall / ideal", value: bare.wallMs / idealMs, unit: "×" },
      perCase("the openai SDK alone: CPU per case", bare),
    );

    const evaluated = async (way: Way, count = cases) => {
      const at = folder(`${way}-${count}`);
      await rm(at, { recursive: true, force: true });
      evalProject(at, { way, url: model.url, cases: count, concurrency });
      return promptops(at, "eval");
    };
    const chat = await best(() => evaluated("openai chat"));
    const stored = bytesBelow(join(folder(`openai chat-${cases}`), ".git/promptops")) / cases;
    const warm = await best(() => promptops(folder(`openai chat-${cases}`), "eval"));
    const responses = await best(() => evaluated("openai responses"));
    const http = await best(() => evaluated("http"));
    tell(
      { name: "wall / (ideal + start-up), openai SDK, Chat Completions", value: chat.wallMs / (idealMs + startMs), unit: "×", most: 1.15 },
      { name: "wall / (ideal + start-up), http", value: http.wallMs / (idealMs + startMs), unit: "×", most: 1.15 },
      perCase("CPU per case, openai SDK, Chat Completions", chat, 2),
      perCase("CPU per case, openai SDK, Responses", responses, 2),
      perCase("CPU per case, http", http, 1),
      { name: "CPU beside the SDK alone", value: chat.cpuMs / bare.cpuMs, unit: "×" },
      { name: "peak memory", value: megabytes(chat), unit: "MB", most: 320 },
      { name: "bytes stored per case, all told", value: stored, unit: "B", most: 1_000 },
      { name: "CPU cold / warm cache", value: chat.cpuMs / warm.cpuMs, unit: "×", least: 5 },
    );

    manyPrompts(folder("prompts"), prompts);
    const validated = await best(() => promptops(folder("prompts"), "validate"));
    tell({ name: `validate of ${prompts.toLocaleString("en")} prompts, CPU`, value: validated.cpuMs / 1000, unit: "s", most: 2 });

    if (!args.includes("--quick")) {
      const many = await evaluated("openai chat", manyCases);
      tell(
        {
          name: `peak memory, ${manyCases.toLocaleString("en")} cases / ${cases.toLocaleString("en")}`,
          value: megabytes(many) / megabytes(chat),
          unit: "×",
          most: 1.2,
        },
        { name: `peak memory, ${manyCases.toLocaleString("en")} cases`, value: megabytes(many), unit: "MB" },
        { name: `CPU per case, ${manyCases.toLocaleString("en")} cases`, value: many.cpuMs / manyCases, unit: "ms", most: 2 },
      );
    }
    if (!args.includes("--no-peer")) tell(...(await besidePeer(folder("peer"), model.url, chat, stored)));
    console.log(figuresTable(figures));
    const [oneMinute = 0] = loadavg();
    console.log(
      `The machine's load at the end was ${oneMinute.toFixed(1)}: above its ${availableParallelism()} cores wall times tell more of others than of us.`,
    );
  } finally {
    model.close();
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function besidePeer(folder: string, url: string, ours: Measured, ourBytes: number): Promise<Figure[]> {
  const installed = await installPeer();
  if ("why" in installed) {
    console.log(`${peerName} could not be installed, and is left out: ${installed.why}`);
    return [];
  }
  const peer = await measurePeer(installed.program, folder, { url, cases, concurrency });
  if (!peer.stdout.includes(String(cases)) && peer.exitCode !== 0) {
    console.log(`${peerName} ended with ${peer.exitCode}, and is left out: ${peer.stderr.trim().slice(0, 300)}`);
    return [];
  }
  return [
    { name: `${peerName}: wall / ours`, value: peer.wallMs / ours.wallMs, unit: "×" },
    { name: `${peerName}: CPU / ours`, value: peer.cpuMs / ours.cpuMs, unit: "×" },
    { name: `${peerName}: peak memory / ours`, value: megabytes(peer) / megabytes(ours), unit: "×" },
    { name: `${peerName}: bytes stored / ours`, value: bytesBelow(join(folder, "state")) / cases / ourBytes, unit: "×" },
  ];
}

async function promptops(cwd: string, ...args: readonly string[]): Promise<Measured> {
  const measured = await measure([process.execPath, bin, ...args], { cwd, env: { OPENAI_API_KEY: "none" } });
  if (measured.exitCode !== 0) throw new Error(`promptops ${args.join(" ")} ended with ${measured.exitCode}: ${measured.stdout}${measured.stderr}`);
  return measured;
}

/** The least of each measure over some runs. */
async function best(once: () => Promise<Measured>): Promise<Measured> {
  let least = await once();
  for (let at = 1; at < runs; at += 1) {
    const next = await once();
    const peaks = [least.peakBytes, next.peakBytes].filter((peak) => peak !== undefined);
    least = {
      ...next,
      wallMs: Math.min(least.wallMs, next.wallMs),
      cpuMs: Math.min(least.cpuMs, next.cpuMs),
      // Of memory the most: it is a promise never to need more.
      peakBytes: peaks.length === 0 ? undefined : Math.max(...peaks),
    };
  }
  return least;
}

function perCase(name: string, { cpuMs }: Measured, most?: number): Figure {
  return { name, value: cpuMs / cases, unit: "ms", ...(most === undefined ? {} : { most }) };
}

function megabytes({ peakBytes = Number.NaN }: Measured): number {
  return peakBytes / 1e6;
}

function bytesBelow(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  // A file with two names is there once.
  const sizes = new Map(files.map(({ parentPath, name }) => statSync(join(parentPath, name))).map(({ ino, size }) => [ino, size]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
