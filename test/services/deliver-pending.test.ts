import { describe, expect, it } from "vitest";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import type { Receipt } from "../../src/core/ledger/receipt.ts";
import { recoverReceipts } from "../../src/services/deliver/recover-receipts.ts";
import { recoverDeliveries } from "../../src/services/deliver/recover-deliveries.ts";
import { arrives, deliverable, deliveryRunner, isDown, Killed, killed, staysSilent, type Runner } from "../helpers/delivery-lab.ts";
import { impatientClock } from "../helpers/fake-clock.ts";
import { memoryDisk } from "../helpers/memory-journal.ts";
import { memoryRemote } from "../helpers/memory-ledger.ts";

const minute = 60_000;
const story = (receipts: readonly Receipt[]) => receipts.map(({ part, attempt, outcome }) => `${part}.${attempt} ${outcome}`);
const long = { ...deliverable, content: Array.from({ length: 300 }, (_, at) => `Sentence ${at} of a long answer goes on and on.`).join(" ") };

async function only<T>(items: Promise<readonly T[]>): Promise<T> {
  const [first] = await items;
  if (first === undefined) throw new Error("there is none");
  return first;
}

/** Brings what a killed process left behind into the ledger, as the next tick on its host does. */
async function recover(runner: Runner): Promise<readonly Receipt[]> {
  const files = await runner.deps.journal.left();
  await recoverReceipts(runner.deps, files, "shared");
  return recoverDeliveries(files);
}

describe("a delivery", () => {
  it("arrives once, with a receipt, and is not pending any more", async () => {
    const runner = deliveryRunner();
    const intent = await only(runner.prepare(["hook"]));
    const { deliveries, unshared } = await runner.deliver();
    expect(deliveries).toMatchObject([{ intent: intent.intent, status: "delivered", attempts: 1 }]);
    expect(unshared).toBeUndefined();
    expect(await runner.receipts(intent)).toMatchObject([{ outcome: "delivered", part: 1, attempt: 1, status: 200, external_id: "id-1" }]);
    expect(await runner.pending()).toEqual([]);
    await runner.deliver();
    expect(runner.sent).toHaveLength(1);
  });

  it("goes out part after part, and a part that has to wait is tried again with the same bytes under the same name", async () => {
    const runner = deliveryRunner();
    const intent = await only(runner.prepare(["chat"], { deliverable: long }));
    expect(intent.parts.length).toBeGreaterThan(2);
    runner.treats("chat", arrives, isDown, arrives);
    await runner.deliver();
    expect(runner.sent.map(({ part }) => part)).toEqual([1, 2, 2, ...intent.parts.slice(2).map((_, at) => at + 3)]);
    expect(new Set(runner.sent.map((input) => input.intent))).toEqual(new Set([intent.intent]));
    expect(runner.sent[1]?.payload).toEqual(runner.sent[2]?.payload);
    expect(runner.sent[2]?.before).toEqual(["id-1"]);
    expect(story(await runner.receipts(intent)).slice(0, 3)).toEqual(["1.1 delivered", "2.1 retry", "2.2 delivered"]);
  });

  it("waits for a later pass when its receiver stays away, goes on where it was, and is not sent before it is due", async () => {
    const runner = deliveryRunner();
    const intent = await only(runner.prepare(["hook"]));
    runner.treats("hook", () => ({ outcome: "retry", status: 429, retryAfterMs: 10 * minute }), arrives);
    const { deliveries } = await runner.deliver();
    expect(deliveries).toMatchObject([{ status: "pending", reason: { code: "rate-limited" } }]);
    expect((await runner.deliver()).deliveries).toMatchObject([{ status: "pending", attempts: 0, reason: { code: "backoff" } }]);
    await runner.later(11 * minute);
    expect((await runner.deliver()).deliveries).toMatchObject([{ status: "delivered" }]);
    expect(story(await runner.receipts(intent))).toEqual(["1.1 retry", "1.2 taken", "1.2 delivered"]);
  });

  it("is given up when its time is over, and when it is refused", async () => {
    const runner = deliveryRunner();
    const [late, refused] = await runner.prepare(["hook", "chat"]);
    runner.treats("hook", () => ({ outcome: "retry", retryAfterMs: 20 * 60 * minute }));
    runner.treats("chat", () => ({ outcome: "refused", status: 404, sentence: "no_team" }));
    await runner.deliver();
    await runner.later(25 * 60 * minute);
    const { deliveries } = await runner.deliver();
    expect(deliveries).toMatchObject([{ status: "dead", reason: { code: "expired" } }]);
    expect(late && story(await runner.receipts(late))).toEqual(["1.1 retry", "1.2 dead"]);
    expect(refused && (await runner.receipts(refused))).toMatchObject([{ outcome: "dead", reason: { code: "refused", message: "no_team" } }]);
    expect(await runner.pending()).toEqual([]);
  });

  it("is dead at once when the receiver wants to be asked only after its time", async () => {
    const runner = deliveryRunner();
    const intent = await only(runner.prepare(["hook"]));
    runner.treats("hook", () => ({ outcome: "retry", status: 429, retryAfterMs: 48 * 60 * minute, sentence: "Later." }));
    await runner.deliver();
    expect(await runner.receipts(intent)).toMatchObject([{ outcome: "dead", reason: { code: "deadline" } }]);
  });

  it("holds no secret in what is recorded of it", async () => {
    const runner = deliveryRunner();
    const intent = await only(runner.prepare(["hook"], { deliverable: { ...deliverable, content: "The key is hunter2-secret." } }));
    runner.treats("hook", () => ({ outcome: "refused", sentence: "hunter2-secret is no key" }));
    await runner.deliver();
    expect(JSON.stringify([intent, await runner.receipts(intent)])).not.toContain("hunter2-secret");
  });

  it("waits when its destination cannot be opened, and says why", async () => {
    const runner = deliveryRunner();
    await runner.prepare(["hook"]);
    const deps = { ...runner.deps, openDestination: () => Promise.reject(new PromptopsError("missing-key", "It needs HOOK_URL.")) };
    const broken = { ...runner, deps };
    const { deliverPending } = await import("../../src/services/deliver/deliver-pending.ts");
    expect((await deliverPending(broken.deps, {})).deliveries).toMatchObject([
      { status: "pending", reason: { code: "missing-key", message: "It needs HOOK_URL." } },
    ]);
  });
});

describe("an answer that never came", () => {
  it("is asked for again where the receiver knows copies by their name", async () => {
    const runner = deliveryRunner();
    const intent = await only(runner.prepare(["hook"]));
    runner.treats("hook", staysSilent, arrives);
    await runner.deliver();
    expect(story(await runner.receipts(intent))).toEqual(["1.1 unknown", "1.2 delivered"]);
  });

  it("holds a delivery where it does not", async () => {
    const runner = deliveryRunner();
    const intent = await only(runner.prepare(["chat"]));
    runner.treats("chat", staysSilent, arrives);
    expect((await runner.deliver()).deliveries).toMatchObject([{ status: "held", reason: { code: "no-answer" } }]);
    await runner.later(60 * minute);
    expect((await runner.deliver()).deliveries).toMatchObject([{ status: "held", attempts: 0 }]);
    expect(story(await runner.receipts(intent))).toEqual(["1.1 unknown"]);
    expect(runner.sent).toHaveLength(1);
  });

  it("is asked for again only for minutes where a nonce is remembered for minutes", async () => {
    const runner = deliveryRunner();
    await runner.prepare(["bot"]);
    runner.treats("bot", () => ({ outcome: "unknown", retryAfterMs: minute }), arrives);
    expect((await runner.deliver()).deliveries).toMatchObject([{ status: "pending" }]);
    await runner.later(3 * minute);
    expect((await runner.deliver()).deliveries).toMatchObject([{ status: "held" }]);
    expect(runner.sent).toHaveLength(1);
  });
});

describe("a process that was killed", () => {
  it("between sending and knowing leaves a delivery unknown: sent again where that does no harm, else held", async () => {
    const disk = memoryDisk();
    const clock = impatientClock();
    const first = deliveryRunner({ disk, clock });
    const [hook, chat] = await first.prepare(["hook", "chat"]);
    first.treats("hook", killed);
    first.treats("chat", killed);
    await expect(first.deliver()).rejects.toBeInstanceOf(Killed);
    disk.alive.clear();
    const second = deliveryRunner({ disk, clock, ledger: first.ledger, name: "2" });
    expect((await recover(second)).map(({ outcome, reason }) => `${outcome} ${reason?.code}`)).toEqual(["unknown crashed", "unknown crashed"]);
    const { deliveries } = await second.deliver();
    expect(deliveries.map(({ destination, status }) => `${destination} ${status}`).sort()).toEqual(["chat held", "hook delivered"]);
    expect(hook && story(await second.receipts(hook))).toEqual(["1.1 unknown", "1.2 taken", "1.2 delivered"]);
    expect(chat && story(await second.receipts(chat))).toEqual(["1.1 unknown"]);
  });

  it("after it knew, and before that was recorded, has not to be asked again; recovering twice changes nothing", async () => {
    const disk = memoryDisk();
    const clock = impatientClock();
    const first = deliveryRunner({ disk, clock });
    const intent = await only(first.prepare(["chat"], { deliverable: long }));
    first.treats("chat", arrives, killed);
    await expect(first.deliver()).rejects.toBeInstanceOf(Killed);
    disk.alive.clear();
    const second = deliveryRunner({ disk, clock, ledger: first.ledger, name: "2" });
    await recover(second);
    const once = await second.receipts(intent);
    expect(story(once)).toEqual(["1.1 delivered", "2.1 unknown"]);
    await recover(second);
    expect(await second.receipts(intent)).toEqual(once);
    expect(await second.pending()).toMatchObject([{ part: 2, status: "held" }]);
  });

  it("and whose journal is damaged may have sent everything that it had: held where copies are not told apart", async () => {
    const [disk, clock] = [memoryDisk(), impatientClock()];
    const first = deliveryRunner({ disk, clock });
    await first.prepare(["hook", "chat"]);
    const second = deliveryRunner({ disk, clock, ledger: first.ledger, name: "2" });
    await recoverReceipts(second.deps, [{ name: "1.ndjson", entries: [], damaged: 1 }], "shared");
    const { deliveries } = await second.deliver();
    expect(deliveries.map(({ destination, status }) => `${destination} ${status}`).sort()).toEqual(["chat held", "hook delivered"]);
    expect(await second.pending()).toMatchObject([{ destination: "chat", attempts: 1 }]);
  });

  it("before it sent anything leaves a delivery that its place sends, and no other one does", async () => {
    const [remote, clock] = [memoryRemote(), impatientClock()];
    const first = deliveryRunner({ remote, clock, disk: memoryDisk("a") });
    const intent = await only(first.prepare(["chat"]));
    const other = deliveryRunner({ remote, clock, disk: memoryDisk("b"), name: "2" });
    expect((await other.deliver()).deliveries).toMatchObject([{ status: "pending", reason: { code: "other-host" } }]);
    expect((await first.deliver()).deliveries).toMatchObject([{ status: "delivered" }]);
    expect(other.sent).toEqual([]);
    expect(story(await other.receipts(intent))).toEqual(["1.1 delivered"]);
  });

  it("on a host that is not heard of any more has perhaps sent: held where copies are not told apart, sent where they are", async () => {
    const [remote, clock] = [memoryRemote(), impatientClock()];
    const gone = deliveryRunner({ remote, clock, disk: memoryDisk("a") });
    const [hook, chat] = await gone.prepare(["hook", "chat"]);
    await gone.later(20 * minute);
    const other = deliveryRunner({ remote, clock, disk: memoryDisk("b"), name: "2" });
    const { deliveries } = await other.deliver();
    expect(deliveries.map(({ destination, status }) => `${destination} ${status}`).sort()).toEqual(["chat held", "hook delivered"]);
    expect(hook && story(await other.receipts(hook))).toEqual(["1.1 unknown", "1.2 taken", "1.2 delivered"]);
    expect(chat && (await other.receipts(chat))).toMatchObject([{ outcome: "unknown", reason: { code: "other-host" } }]);
    // It was only slow: what it sent is recorded beside.
    expect((await gone.deliver()).deliveries).toMatchObject([{ destination: "chat", status: "held" }]);
  });

  it("is recorded although its number was taken: what was sent was sent", async () => {
    const [remote, clock] = [memoryRemote(), impatientClock()];
    const slow = deliveryRunner({ remote, clock, disk: memoryDisk("a") });
    const intent = await only(slow.prepare(["chat"]));
    const other = deliveryRunner({ remote, clock, disk: memoryDisk("b"), name: "2" });
    slow.treats("chat", async (input, nth) => {
      await slow.later(20 * minute);
      await other.deliver();
      return arrives(input, nth);
    });
    await slow.deliver();
    expect(story(await other.receipts(intent))).toEqual(["1.1 unknown", "1.2 delivered"]);
    expect(await other.pending()).toEqual([]);
  });
});

describe("a pass", () => {
  it("ends before others take its process for dead, and lets go of what it has not sent", async () => {
    const runner = deliveryRunner();
    const run = (minutes: number) => ({ run: { job: "daily", at: Date.UTC(2026, 10, 20, 9, minutes), nth: 1, preview: false } });
    for (const at of [1, 2, 3, 4]) await runner.prepare(["chat"], run(at));
    runner.treats("chat", async (input, nth) => {
      await runner.later(4 * minute);
      return arrives(input, nth);
    });
    const { deliveries } = await runner.deliver();
    expect(deliveries.map(({ status }) => status)).toEqual(["delivered", "delivered", "delivered", "pending"]);
    expect(await runner.pending()).toMatchObject([{ attempts: 1, status: "pending" }]);
    expect((await runner.pending())[0]).not.toHaveProperty("host");
  });
});

describe("several runners", () => {
  it("make one attempt between them at what was let go of", async () => {
    const [remote, clock] = [memoryRemote(), impatientClock()];
    const first = deliveryRunner({ remote, clock, disk: memoryDisk("a") });
    await first.prepare(["chat"]);
    first.treats("chat", () => ({ outcome: "retry", status: 503, retryAfterMs: minute }));
    await first.deliver();
    await first.later(2 * minute);
    const others = ["2", "3", "4", "5"].map((name) => deliveryRunner({ remote, clock, disk: memoryDisk(name), name }));
    await Promise.all(others.map((other) => other.deliver()));
    expect(others.flatMap(({ sent }) => sent)).toHaveLength(1);
  });

  it("take nothing while the remote cannot be reached, and send what is theirs, which the remote learns later", async () => {
    const [remote, clock] = [memoryRemote(), impatientClock()];
    const runner = deliveryRunner({ remote, clock });
    const [hook, chat] = await runner.prepare(["hook", "chat"]);
    runner.treats("chat", () => ({ outcome: "retry", status: 503, retryAfterMs: minute }));
    remote.reachable = false;
    const { unshared, deliveries } = await runner.deliver();
    expect(unshared?.code).toBe("remote-unreachable");
    expect(deliveries.map(({ status }) => status).sort()).toEqual(["delivered", "pending"]);
    await runner.later(2 * minute);
    expect((await runner.deliver()).unshared?.code).toBe("remote-unreachable");
    expect(runner.sent).toHaveLength(2);
    remote.reachable = true;
    runner.treats("chat", arrives);
    expect((await runner.deliver()).unshared).toBeUndefined();
    const other = deliveryRunner({ remote, clock, disk: memoryDisk("b"), name: "2" });
    expect(hook && story(await other.receipts(hook))).toEqual(["1.1 delivered"]);
    expect(chat && story(await other.receipts(chat))).toEqual(["1.1 retry", "1.2 taken", "1.2 delivered"]);
  });
});

describe("a destination that fails", () => {
  it("is left alone after five failures in a row, keeps its queue through the outage, and is tried with one delivery first", async () => {
    const runner = deliveryRunner();
    const run = (minutes: number) => ({ run: { job: "daily", at: Date.UTC(2026, 10, 20, 9, minutes), nth: 1, preview: false } });
    for (const at of [1, 2, 3, 4, 5, 6, 7, 8]) await runner.prepare(["hook"], run(at));
    runner.treats("hook", () => ({ outcome: "retry", status: 503, retryAfterMs: minute }));
    const { deliveries } = await runner.deliver();
    expect(runner.sent).toHaveLength(5);
    expect(deliveries.map(({ reason }) => reason?.code)).toEqual([...Array<string>(5).fill("server-failed"), ...Array<string>(3).fill("left-alone")]);
    expect((await runner.deliver()).deliveries.every(({ reason }) => reason?.code === "circuit")).toBe(true);
    await runner.later(90_000);
    await runner.deliver();
    // Still down: one attempt finds out.
    expect(runner.sent).toHaveLength(6);
    runner.treats("hook", arrives);
    await runner.later(10 * minute);
    const { deliveries: last } = await runner.deliver();
    expect(last.every(({ status }) => status === "delivered")).toBe(true);
    expect(runner.sent).toHaveLength(14);
  });

  it("is asked at once when a person wants that, and left alone again when it still fails", async () => {
    const runner = deliveryRunner();
    const run = (minutes: number) => ({ run: { job: "daily", at: Date.UTC(2026, 10, 20, 9, minutes), nth: 1, preview: false } });
    for (const at of [1, 2, 3, 4, 5, 6, 7, 8]) await runner.prepare(["hook"], run(at));
    runner.treats("hook", () => ({ outcome: "retry", status: 503, retryAfterMs: minute }));
    await runner.deliver();
    expect(runner.sent).toHaveLength(5);
    await runner.deliver({ atOnce: true });
    expect(runner.sent).toHaveLength(10);
  });

  it("that asks to be left alone as a whole is, by every delivery", async () => {
    const runner = deliveryRunner();
    const run = { job: "daily", at: Date.UTC(2026, 10, 20, 9, 1), nth: 1, preview: false };
    await runner.prepare(["hook"]);
    await runner.prepare(["hook"], { run });
    runner.treats("hook", () => ({ outcome: "retry", status: 429, retryAfterMs: 5 * minute, wholeDestination: true }));
    await runner.deliver();
    expect(runner.sent).toHaveLength(1);
    await runner.later(6 * minute);
    runner.treats("hook", arrives);
    expect((await runner.deliver()).deliveries.map(({ status }) => status)).toEqual(["delivered", "delivered"]);
  });

  it("keeps nobody else waiting", async () => {
    const runner = deliveryRunner();
    await runner.prepare(["hook", "chat"]);
    runner.treats("hook", isDown);
    const { deliveries } = await runner.deliver();
    expect(deliveries.map(({ destination, status }) => `${destination} ${status}`).sort()).toEqual(["chat delivered", "hook pending"]);
  });

  it("is not asked by whoever was stopped, and somebody else may go on at once", async () => {
    const [remote, clock] = [memoryRemote(), impatientClock()];
    const runner = deliveryRunner({ remote, clock, disk: memoryDisk("a") });
    await runner.prepare(["chat"]);
    expect((await runner.deliver({ signal: AbortSignal.abort() })).deliveries).toMatchObject([{ status: "pending", reason: { code: "stopped" } }]);
    const other = deliveryRunner({ remote, clock, disk: memoryDisk("b"), name: "2" });
    expect((await other.deliver()).deliveries).toMatchObject([{ status: "delivered" }]);
  });
});
