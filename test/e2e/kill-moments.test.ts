import { afterAll, beforeAll, expect, test } from "vitest";
import { killReceivers, type KillReceivers } from "../helpers/kill-receivers.ts";
import { killBase, newKillWorld, type KillMoment, type KillWorld } from "../helpers/kill-world.ts";
import { start, type ReleaseProject } from "../helpers/release-project.ts";

/**
 * The real program, killed with SIGKILL at moments nobody chose: a repository lives through a chain of them, an hour between two, so that what
 * one process left is taken up by the next one, which is killed as well. `KILLS=5000` makes so many.
 */
const kills = Number(process.env["KILLS"] ?? "160");
/** Of no more than a day: then what was still to be sent would be given up. */
const chains = Math.ceil(kills / 20);
const atOnce = 2;
const jobs = 2;
const hour = 3_600_000;

let receivers: KillReceivers;
let base: ReleaseProject;
/** How long a tick takes here, milliseconds. */
let usual = 0;

beforeAll(async () => {
  receivers = await killReceivers();
  base = await killBase(receivers, jobs);
  const world = await newKillWorld(base, receivers);
  for (let nth = 1; nth <= 2; nth += 1) {
    const began = performance.now();
    await world.tick(start + nth * hour);
    usual = performance.now() - began;
  }
  await world.check("nobody was killed", jobs, 2);
});
afterAll(() => receivers.close());

test(`run-due keeps its promises under ${kills} kills at moments nobody chose`, { timeout: 300_000 + kills * 10_000 }, async () => {
  let died = 0;
  const waiting = Array.from({ length: chains }, (_, nth) => nth);
  const lane = async () => {
    for (let nth = waiting.shift(); nth !== undefined; nth = waiting.shift()) {
      const more = await chain(nth, Math.ceil((kills - nth) / chains));
      died += more;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  expect(died).toBe(kills);
});

/** @returns How many were killed in it. */
async function chain(nth: number, wanted: number): Promise<number> {
  const withRemote = nth % 4 === 3;
  const world = await newKillWorld(base, receivers, withRemote);
  const moments: string[] = [];
  let died = 0;
  let slots = 0;
  // Some end before their time has come.
  for (; died < wanted && slots < 3 * wanted + 20; slots += 1) {
    const moment = anyMoment(!withRemote);
    const killed = await dies(world, moments, moment, start + (slots + 1) * hour);
    moments.push(`${killed ? "killed" : "not killed"} ${JSON.stringify(moment)}`);
    if (killed) died += 1;
  }
  await world.check(`chain ${nth}: ${moments.join(", ")}`, jobs, slots);
  return died;
}

async function dies(world: KillWorld, before: readonly string[], moment: KillMoment, at: number): Promise<boolean> {
  try {
    return await world.killedTick(at, moment);
  } catch (cause) {
    throw new Error(`after ${before.join(", ")}: ${String(cause)}`, { cause });
  }
}

/** By the clock, or soon after it asked somebody something. @param group A remote on this machine would be killed with its client. */
function anyMoment(group: boolean): KillMoment {
  const kind = { group: group && Math.random() < 0.3 };
  if (Math.random() < 0.6) return { ms: Math.round(usual * (0.2 + 0.7 * Math.random())), ...kind };
  return { ms: Math.round(Math.random() * 40), afterRequest: 1 + Math.floor(Math.random() * 8), ...kind };
}
