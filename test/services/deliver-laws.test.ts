import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recoverReceipts } from "../../src/services/deliver/recover-receipts.ts";
import { arrives, deliverable, deliveryRunner, isDown, Killed, killed, labStart, staysSilent, type Runner, type Treat } from "../helpers/delivery-lab.ts";
import { impatientClock } from "../helpers/fake-clock.ts";
import { memoryDisk, type MemoryDisk } from "../helpers/memory-journal.ts";
import { memoryRemote } from "../helpers/memory-ledger.ts";

const minute = 60_000;

/** Two messages in Slack, four in Discord. */
const long = Array.from({ length: 140 }, (_, at) => `Sentence ${at} of a long answer goes on and on.`).join(" ");

/** What happens to one attempt: what the sender gets to know, and whether the message arrived. */
const fates = {
  arrives: { treat: arrives, arrived: true },
  "is refused for now": { treat: isDown, arrived: false },
  "arrives, and no word comes back": { treat: staysSilent, arrived: true },
  "is lost, and no word comes back": { treat: staysSilent, arrived: false },
  "arrives, and the sender is killed": { treat: killed, arrived: true },
  "is lost, and the sender is killed": { treat: killed, arrived: false },
} as const satisfies Record<string, { readonly treat: Treat; readonly arrived: boolean }>;

type Fate = keyof typeof fates;
type Step =
  | { readonly do: "tick"; readonly host: number; readonly fates: readonly Fate[] }
  | { readonly do: "both tick"; readonly fates: readonly Fate[] }
  | { readonly do: "lose disk"; readonly host: number }
  | { readonly do: "later"; readonly minutes: number }
  | { readonly do: "remote"; readonly reachable: boolean };

const fate = fc.constantFrom(...(Object.keys(fates) as Fate[]));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("tick" as const), host: fc.nat(1), fates: fc.array(fate, { minLength: 1, maxLength: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("both tick" as const), fates: fc.array(fate, { minLength: 1, maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lose disk" as const), host: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("later" as const), minutes: fc.constantFrom(1, 5, 20, 90) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remote" as const), reachable: fc.boolean() }) },
);

/** Two hosts on one remote, whose processes come and go, and what the receivers saw. */
class World {
  readonly remote = memoryRemote();
  readonly clock = impatientClock(labStart);
  readonly disks: MemoryDisk[] = [memoryDisk("a"), memoryDisk("b")];
  /** `<destination> <name> <part>` → when it arrived. */
  readonly arrivals = new Map<string, number[]>();
  #processes = 0;
  #fates: Fate[] = [];

  process(host: number): Runner {
    this.#processes += 1;
    const disk = this.disks[host];
    if (disk === undefined) throw new TypeError("there are two hosts");
    const runner = deliveryRunner({ remote: this.remote, clock: this.clock, disk, name: String(this.#processes) });
    for (const destination of ["hook", "chat", "bot"])
      runner.treats(destination, (input, nth) => {
        const { treat, arrived } = fates[this.#fates.shift() ?? "arrives"];
        const key = `${destination} ${input.intent} ${input.part}`;
        if (arrived) this.arrivals.set(key, [...(this.arrivals.get(key) ?? []), this.clock.now()]);
        return treat(input, nth);
      });
    return runner;
  }

  /** One tick of a new process, which may not survive it. */
  async tick(host: number, next: readonly Fate[]): Promise<void> {
    this.#fates.push(...next);
    const runner = this.process(host);
    const { journal, ledger } = runner.deps;
    try {
      if ((await ledger.sync()) !== undefined) return;
      const left = await journal.left();
      await recoverReceipts(runner.deps, left, "shared");
      const { unshared } = await runner.deliver();
      if (unshared !== undefined) return;
      for (const { name } of left) await journal.forget(name);
      await journal.close();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    } finally {
      this.disks[host]?.alive.clear();
      this.#fates = [];
    }
  }

  async take(each: Step): Promise<void> {
    switch (each.do) {
      case "tick":
        return this.tick(each.host, each.fates);
      case "both tick":
        await Promise.all([this.tick(0, each.fates), this.tick(1, [])]);
        return;
      case "lose disk":
        this.disks[each.host] = memoryDisk(`${each.host} ${this.#processes}`);
        return;
      case "later":
        return this.clock.sleep(each.minutes * minute);
      case "remote":
        this.remote.reachable = each.reachable;
    }
  }
}

async function lived(steps: readonly Step[]): Promise<World> {
  const world = new World();
  await world.process(0).prepare(["hook", "chat", "bot"], { deliverable: { ...deliverable, content: long } });
  world.disks[0]?.alive.clear();
  for (const each of steps) await world.take(each);
  // And then everything is well for a day.
  world.remote.reachable = true;
  for (let round = 0; round < 30; round += 1) {
    await world.tick(round % 2, []);
    await world.clock.sleep(50 * minute);
  }
  return world;
}

describe("whatever happens to processes, disks, networks and receivers", () => {
  it("nothing comes twice where copies are not told apart, and nothing stays undecided", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const world = await lived(steps);
        const reader = world.process(0);
        for (const [key, [first = 0, ...later]] of world.arrivals) {
          if (key.startsWith("chat ")) expect(later).toEqual([]);
          // Discord knows a nonce again for some minutes.
          if (key.startsWith("bot ")) for (const at of later) expect(at - first).toBeLessThanOrEqual(2 * minute);
        }
        // Parts come in their order.
        for (const destination of ["chat", "bot"]) {
          const firsts = [...world.arrivals].filter(([key]) => key.startsWith(`${destination} `)).map(([key]) => Number(key.split(" ")[2]));
          expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
        }
        // A receiver that knows names saw one name, however often it came.
        expect(new Set([...world.arrivals.keys()].filter((key) => key.startsWith("hook "))).size).toBeLessThanOrEqual(1);
        // What a receiver knew again for some minutes only is held after them.
        const now = world.clock.now();
        for (const { status, resend_until: until } of await reader.pending())
          expect(status === "held" || (until !== undefined && Date.parse(until) <= now)).toBe(true);
        const held = new Set((await reader.pending()).map(({ destination }) => destination));
        // What is said to have arrived did.
        for (const destination of ["hook", "chat", "bot"]) {
          if (!held.has(destination)) expect([...world.arrivals.keys()].some((key) => key.startsWith(`${destination} `))).toBe(true);
        }
        expect(held.has("hook")).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
