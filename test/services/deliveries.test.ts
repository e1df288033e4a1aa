import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Intent } from "../../src/core/ledger/intent.ts";
import { listDeliveries } from "../../src/services/deliveries/list-deliveries.ts";
import { replayDelivery } from "../../src/services/deliveries/replay-delivery.ts";
import { resolveDelivery } from "../../src/services/deliveries/resolve-delivery.ts";
import { retryDeliveries } from "../../src/services/deliveries/retry-deliveries.ts";
import { showDelivery } from "../../src/services/deliveries/show-delivery.ts";
import { verifyLedger } from "../../src/services/ledger/verify-ledger.ts";
import { deliveryProject, run } from "../helpers/delivery-project.ts";
import { answers, cuts } from "../helpers/receiver.ts";

const minute = 60_000;
const all = { all: true, limit: 30 };

async function held(answer?: string): Promise<Awaited<ReturnType<typeof deliveryProject>> & { readonly chat: Intent }> {
  const project = await deliveryProject();
  const deps = await project.deps();
  const [chat] = await project.prepare(deps, [{ name: "chat" }], answer);
  project.peer.next(cuts);
  expect((await retryDeliveries(deps, { delivery: undefined, pending: true, reason: "" })).deliveries).toMatchObject([{ status: "held" }]);
  project.peer.next(answers(200, "ok"));
  if (chat === undefined) throw new TypeError("there is one");
  return { ...project, chat };
}

describe("deliveries retry", () => {
  it("tries what is pending now, leaves nothing in the journal, and has nothing to do afterwards", async () => {
    const { deps, prepare, peer } = await deliveryProject();
    const first = await deps();
    const [hook] = await prepare(first, [{ name: "hook" }]);
    peer.next(answers(503, "", { "retry-after": "600" }));
    const waiting = await retryDeliveries(first, { delivery: undefined, pending: true, reason: "" });
    expect(waiting.deliveries).toMatchObject([{ status: "pending", reason: { code: "server-failed" } }]);
    peer.next(answers(200));
    const second = await deps(minute);
    const { deliveries } = await retryDeliveries(second, { delivery: hook?.intent, pending: false, reason: "" });
    expect(deliveries).toMatchObject([{ status: "delivered" }]);
    expect(peer.received.map(({ headers, text }) => [headers["webhook-id"], text])).toEqual(Array(2).fill([hook?.intent, hook?.parts[0]?.body]));
    expect(await second.journal.left()).toEqual([]);
    expect(await retryDeliveries(await deps(2 * minute), { delivery: undefined, pending: true, reason: "" })).toEqual({ deliveries: [], notes: [] });
    await expect(retryDeliveries(await deps(), { delivery: hook?.intent, pending: false, reason: "again" })).rejects.toMatchObject({ code: "delivery-done" });
  });

  it("sends what is held only for a reason, under the same name, and records whose it was", async () => {
    const { deps, chat, peer } = await held();
    await expect(retryDeliveries(await deps(), { delivery: chat.intent, pending: false, reason: " " })).rejects.toMatchObject({ code: "missing-reason" });
    await retryDeliveries(await deps(minute), { delivery: undefined, pending: true, reason: "" });
    expect(peer.received).toHaveLength(1);
    const { deliveries } = await retryDeliveries(await deps(2 * minute), { delivery: chat.intent, pending: false, reason: "nobody saw it" });
    expect(deliveries).toMatchObject([{ status: "delivered" }]);
    const { record } = await showDelivery(await deps(), { delivery: chat.intent, bodies: false });
    expect(record.receipts.map(({ outcome, by, reason }) => [outcome, by, reason?.message ?? ""])).toEqual([
      ["unknown", undefined, expect.stringContaining("no answer came back")],
      ["reopened", "Ada Author <ada@example.com>", "nobody saw it"],
      ["taken", undefined, ""],
      ["delivered", undefined, ""],
    ]);
    // All of it is where it belongs, and leads to the state that is there.
    const { git, openLedger, journal } = await deps();
    expect(await verifyLedger({ git, ledger: await openLedger(undefined), journal, remote: undefined }, false)).toMatchObject({ sound: true, findings: [] });
  });

  it("makes one attempt between two clones that try at the same moment", async () => {
    const { deps, prepare, peer, temp } = await deliveryProject();
    await temp.addRemote();
    await temp.git("push", "--quiet", "origin", "main");
    const clone = await temp.clone();
    await clone.git("config", "user.name", "Bob");
    await clone.git("config", "user.email", "bob@example.com");
    await prepare(await deps(), [{ name: "chat" }]);
    const pending = { delivery: undefined, pending: true, reason: "" };
    peer.next(answers(503, "", { "retry-after": "60" }));
    await retryDeliveries(await deps(), pending);
    peer.next(answers(200, "ok"));
    const both = await Promise.all([retryDeliveries(await deps(2 * minute), pending), retryDeliveries(await deps(2 * minute, clone), pending)]);
    expect(peer.received).toHaveLength(2);
    expect(both.flatMap(({ deliveries }) => deliveries.filter(({ status }) => status === "delivered"))).toHaveLength(1);
    expect((await listDeliveries(await deps(3 * minute, clone), { all: false, limit: 30 })).deliveries).toEqual([]);
  });

  it("brings back what was given up", async () => {
    const { deps, prepare, peer } = await deliveryProject();
    const [hook] = await prepare(await deps(), [{ name: "hook" }]);
    peer.next(answers(404, "no such hook"));
    await retryDeliveries(await deps(), { delivery: undefined, pending: true, reason: "" });
    expect((await listDeliveries(await deps(), { all: false, limit: 30 })).deliveries).toMatchObject([
      { status: "dead", attempts: 1, reason: { code: "refused", message: "It answered 404: no such hook" } },
    ]);
    peer.next(answers(200));
    await retryDeliveries(await deps(minute), { delivery: hook?.intent, pending: false, reason: "the hook is back" });
    expect(await (await (await deps()).openIndex(undefined)).audit({})).toMatchObject([
      { act: "delivery-retried", subject: hook?.intent, reason: "the hook is back", by: { name: "Ada Author" }, detail: { destination: "hook" } },
    ]);
    expect((await listDeliveries(await deps(), { all: false, limit: 30 })).deliveries).toEqual([]);
    expect((await listDeliveries(await deps(), all)).deliveries).toMatchObject([{ status: "delivered", attempts: 2, parts: 1, arrived: 1 }]);
  });
});

describe("deliveries resolve", () => {
  const long = Array.from({ length: 300 }, (_, at) => `Sentence ${at} of a long answer goes on and on.`).join(" ");

  it("lets what is left of a delivery be sent when a part of it is seen to have arrived", async () => {
    const { deps, chat, peer } = await held(long);
    const { left } = await resolveDelivery(await deps(), { delivery: chat.intent, saw: "arrived", reason: "it is in the channel" });
    expect(left).toBe(chat.parts.length - 1);
    await retryDeliveries(await deps(minute), { delivery: undefined, pending: true, reason: "" });
    expect(peer.received.map(({ text }) => text)).toEqual(chat.parts.map(({ body }) => body));
    const { delivery } = await showDelivery(await deps(), { delivery: chat.intent.slice(12, 20), bodies: false });
    expect(delivery).toMatchObject({ status: "delivered", arrived: chat.parts.length });
  });

  it("ends it when it is not there, keeps who said so, and lets it be retried", async () => {
    const { deps, chat } = await held();
    await resolveDelivery(await deps(), { delivery: chat.intent, saw: "lost", reason: "the channel is empty" });
    const open = await deps();
    const index = await open.openIndex(undefined);
    expect(await index.audit({ act: "delivery-resolved" })).toMatchObject([
      { subject: chat.intent, reason: "the channel is empty", by: { name: "Ada Author" } },
    ]);
    expect((await showDelivery(open, { delivery: chat.intent, bodies: false })).delivery.status).toBe("resolved");
    await expect(resolveDelivery(await deps(), { delivery: chat.intent, saw: "lost", reason: "x" })).rejects.toMatchObject({ code: "not-held" });
    const { deliveries } = await retryDeliveries(await deps(minute), { delivery: chat.intent, pending: false, reason: "send it again" });
    expect(deliveries).toMatchObject([{ status: "delivered" }]);
  });

  it.each([
    ["without a word about what was seen", { saw: undefined, reason: "x" }, "missing-argument"],
    ["without a reason", { saw: "arrived", reason: "" }, "missing-reason"],
  ] as const)("refuses %s", async (_name, input, code) => {
    const { deps } = await deliveryProject();
    await expect(resolveDelivery(await deps(), { delivery: "20261120T09-0123456789abcdef01234567", ...input })).rejects.toMatchObject({ code });
  });
});

describe("deliveries replay", () => {
  it("of what is nothing says that it is neither", async () => {
    const { deps } = await deliveryProject();
    await expect(replayDelivery(await deps(minute), { target: "nope", to: undefined, sameId: false, dryRun: true, reason: "look" })).rejects.toMatchObject({
      code: "unknown-delivery",
      message: 'There is no run and no delivery "nope".',
      hint: expect.stringContaining("`promptops runs list`") as string,
    });
  });

  it("delivers a run again as deliveries of their own, which say what they repeat, who asked and why", async () => {
    const { deps, prepare, peer } = await deliveryProject();
    const [hook] = await prepare(await deps(), [{ name: "hook", title: "Invoices" }]);
    await retryDeliveries(await deps(), { delivery: undefined, pending: true, reason: "" });
    const result = await replayDelivery(await deps(minute), { target: run, to: undefined, sameId: false, dryRun: false, reason: "the hook lost it" });
    expect(result.deliveries).toMatchObject([{ status: "delivered" }]);
    expect(await replayDelivery(await deps(minute), { target: run.slice(0, -3), to: undefined, sameId: false, dryRun: true, reason: "look" })).toMatchObject({
      run,
    });
    const [replay] = result.replays;
    expect(await (await (await deps()).openIndex(undefined)).audit({})).toMatchObject([
      { act: "delivery-replayed", subject: replay?.delivery, reason: "the hook lost it", detail: { run, destination: "hook", replay_of: hook?.intent } },
    ]);
    expect(replay).toMatchObject({ replay_of: hook?.intent, same_id: false });
    expect(replay?.delivery).not.toBe(hook?.intent);
    const bodies = peer.received.map(
      ({ text }) => JSON.parse(text) as { readonly title: string; readonly body: string; readonly meta: { readonly delivery: string } },
    );
    expect(bodies.map(({ title, body }) => [title, body])).toEqual(Array(2).fill(["Invoices", "An invoice is missing."]));
    expect(bodies.map(({ meta }) => meta.delivery)).toEqual([hook?.intent, replay?.delivery]);
    const { record } = await showDelivery(await deps(), { delivery: replay?.delivery ?? "", bodies: false });
    expect(record.replay_of).toEqual({ intent: hook?.intent, by: "Ada Author <ada@example.com>", reason: "the hook lost it", same_id: false });
  });

  it("goes elsewhere, or under the first name, when that is asked for, and repeats no replay", async () => {
    const { deps, prepare, peer } = await deliveryProject();
    const [hook] = await prepare(await deps(), [{ name: "hook" }]);
    await retryDeliveries(await deps(), { delivery: undefined, pending: true, reason: "" });
    await replayDelivery(await deps(minute), { target: hook?.intent ?? "", to: "other", sameId: false, dryRun: false, reason: "x" });
    await replayDelivery(await deps(2 * minute), { target: `${hook?.intent}/1.1`, to: undefined, sameId: true, dryRun: false, reason: "x" });
    const planned = await replayDelivery(await deps(3 * minute), { target: run, to: undefined, sameId: false, dryRun: true, reason: "x" });
    expect(peer.received.map(({ path, headers }) => [path, headers["webhook-id"] === hook?.intent])).toEqual([
      ["/hook", true],
      ["/other", false],
      ["/hook", true],
    ]);
    expect(planned).toMatchObject({
      outcome: "planned",
      deliveries: [],
      replays: [{ destination: "hook", bodies: [expect.stringContaining("An invoice is missing.")] }],
    });
    expect((await listDeliveries(await deps(), all)).deliveries).toHaveLength(3);
  });

  it.each([
    ["a run that is not there", { target: "daily~20261121T090000Z" }, "nothing-to-replay"],
    ["a delivery that is not there", { target: "20261120T09-0123456789abcdef01234567" }, "unknown-delivery"],
    ["neither", { target: "x" }, "unknown-delivery"],
    ["a destination that is not there", { target: run, to: "hok" }, "unknown-destination"],
    ["no reason", { target: run, reason: "" }, "missing-reason"],
  ])("refuses %s", async (_name, input, code) => {
    const { deps, prepare } = await deliveryProject();
    await prepare(await deps(), [{ name: "hook" }]);
    await expect(replayDelivery(await deps(), { to: undefined, sameId: false, dryRun: false, reason: "x", ...input })).rejects.toMatchObject({ code });
  });
});

describe("deliveries list and show", () => {
  it("tell how a delivery stands, what its destination promises, and which destinations are left alone", async () => {
    const { deps, chat } = await held();
    const shown = await showDelivery(await deps(), { delivery: chat.intent, bodies: true });
    expect(shown).toMatchObject({
      delivery: { status: "held", destination: "chat", kind: "slack" },
      guarantee: expect.stringContaining("held"),
      bodies: [{ part: 1 }],
    });
    const { deliveries, circuits } = await listDeliveries(await deps(), { all: false, limit: 30 });
    expect(deliveries.map(({ delivery }) => delivery)).toEqual([chat.intent]);
    expect(circuits).toMatchObject([{ destination: "chat", failures_in_a_row: 1 }]);
    await expect(
      showDelivery(await deps(), { delivery: `${chat.intent.slice(0, -1)}${chat.intent.endsWith("0") ? "1" : "0"}`, bodies: false }),
    ).rejects.toMatchObject({
      code: "unknown-delivery",
      hint: `Did you mean \`${chat.intent}\`?`,
    });
  });

  it("tell what is recorded where the configuration of today is broken, and only delivering needs it", async () => {
    const { deps, chat, temp } = await held();
    const sound = await readFile(join(temp.root, ".promptops.yml"), "utf8");
    for (const broken of [sound.replace("kind: slack", "kind: slak"), `${sound}: [`]) {
      await temp.commit({ ".promptops.yml": broken });
      const listed = await listDeliveries(await deps(), { ...all, destination: "chat" });
      expect(listed.deliveries.map(({ delivery, status }) => [delivery, status])).toEqual([[chat.intent, "held"]]);
      expect(listed.notes).toEqual([expect.stringContaining("The committed configuration is broken")]);
      expect(await showDelivery(await deps(), { delivery: chat.intent, bodies: true })).toMatchObject({ bodies: [{ part: 1 }], notes: listed.notes });
      const again = { target: run, to: undefined, sameId: false, dryRun: false, reason: "again" };
      await expect(replayDelivery(await deps(), again)).rejects.toMatchObject({ code: "invalid-documents" });
    }
    await temp.commit({ ".promptops.yml": sound });
    expect((await listDeliveries(await deps(), all)).notes).toEqual([]);
  });
});
