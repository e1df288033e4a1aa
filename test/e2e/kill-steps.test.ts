import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "../../scripts/bundle.ts";
import { latePackages } from "../../scripts/late-packages.ts";
import { killReceivers, type KillReceivers } from "../helpers/kill-receivers.ts";
import { killBase, newKillWorld } from "../helpers/kill-world.ts";
import { start, type ReleaseProject } from "../helpers/release-project.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

/** A tick that kills itself with SIGKILL at one of the steps it records, and one that lives and takes up what was left: at each step, hour after hour. */
const source = fileURLToPath(new URL("../helpers/dying-tick.ts", import.meta.url));
const chains = 4;
const atOnce = 2;
const jobs = 1;
const hour = 3_600_000;

let receivers: KillReceivers;
let base: ReleaseProject;
let program = "";

beforeAll(async () => {
  // Bundled it starts in half the time, and beside it is none of the files that a build of all has.
  const folder = tempFolder();
  const plugins = bundle.plugins.filter((plugin) => plugin !== latePackages);
  await build({ ...bundle, plugins, entryPoints: [source], outbase: fileURLToPath(new URL("../helpers", import.meta.url)), outdir: folder });
  program = join(folder, "dying-tick.js");
  receivers = await killReceivers();
  base = await killBase(receivers, jobs);
});
afterAll(() => receivers.close());

function tickArgs(root: string, step: number, slot: number): string[] {
  return [program, root, String(step), new Date(start + slot * hour).toISOString()];
}

test("run-due keeps its promises when it is killed at any step it records", { timeout: 600_000 }, async () => {
  const world = await newKillWorld(base, receivers);
  const steps = Number(await world.run(tickArgs(world.root, 0, 1)));
  expect(steps).toBeGreaterThan(35);
  const waiting = Array.from({ length: chains }, (_, nth) => Array.from({ length: steps }, (__, at) => at + 1).filter((step) => step % chains === nth));
  const lane = async () => {
    for (let those = waiting.shift(); those !== undefined; those = waiting.shift()) await chain(those, steps);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
});

async function chain(steps: readonly number[], of: number): Promise<void> {
  const world = await newKillWorld(base, receivers);
  for (const [at, step] of steps.entries()) {
    expect(await world.run(tickArgs(world.root, step, at + 1)), `step ${step} of ${of}`).toBeUndefined();
    await world.tick(start + (at + 1) * hour + hour / 2);
  }
  await world.check(`killed at ${steps.map((step, at) => `step ${step} of ${of} in hour ${at + 1}`).join(", ")}`, jobs, steps.length);
}
