import { expect, test } from "vitest";
import { Claim } from "../../../src/core/ledger/claim.ts";
import { recordIn } from "../../../src/services/run-due/read-record.ts";
import { runDue } from "../../../src/services/run-due.ts";
import { jobLab, jobText, type JobLab } from "../../helpers/job-project.ts";
import { answers, receiver } from "../../helpers/receiver.ts";

const all = { jobs: [], dryRun: false };
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A machine whose clock is set as somebody likes. */
async function machine(more: string, options: Parameters<typeof jobLab>[1] = {}, files = {}) {
  const lab = await jobLab({ "schedules/hourly.yml": jobText(more), ...files }, options);
  let by = 0;
  const tick = async () => runDue(await lab.deps({ clock: { ...lab.clock, now: () => lab.clock.now() + by } }), all);
  await tick();
  return { lab, tick, jump: (ms: number) => void (by += ms) };
}

async function claims({ ledger }: JobLab): Promise<Claim[]> {
  const found: Claim[] = [];
  for await (const { path, text } of (await ledger.view()).records("claims")) found.push(recordIn(Claim, path, text));
  return found;
}

test("a clock that jumps ahead and back runs every slot once at most, and says which ones it passed over", async () => {
  const { lab, tick, jump } = await machine("");
  const ran: string[] = [];
  // A week ahead, back again, an hour at a time for a while, half an hour back, and a month ahead.
  for (const ms of [hour, 7 * day, -7 * day, hour, hour, -hour / 2, hour / 2, -3 * hour, 6 * day, day + 4 * hour, hour, 30 * day, -30 * day, 31 * day]) {
    jump(ms);
    ran.push(...(await tick()).runs.map((each) => each.run));
  }
  expect(new Set(ran).size).toBe(ran.length);
  expect(lab.calls).toHaveLength(ran.length);
  const decided = await claims(lab);
  const slots = decided.map(({ slot }) => slot);
  expect(new Set(slots).size).toBe(slots.length);
  // Together they cover every hour from the first to the last, none twice.
  const covered = decided.flatMap(({ slot, missed }) => [
    Date.parse(slot),
    ...(missed === undefined ? [] : Array.from({ length: missed.count }, (_, at) => Date.parse(missed.from) + at * hour)),
  ]);
  expect(new Set(covered).size).toBe(covered.length);
  expect(covered.length).toBe((Math.max(...covered) - Math.min(...covered)) / hour + 1);
});

test("what was to be sent again is sent again when the clock has gone back, under the same name", async () => {
  const peer = await receiver();
  peer.next((response) => response.writeHead(503, { "retry-after": "600" }).end(), answers(200));
  const config = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: {}
release: { target: staging }
destinations:
  hook: { kind: webhook, url: "${peer.url}", allow_private: true }
`;
  const { tick, jump } = await machine("destinations: [hook]\nrequires_green_eval: false\n", {}, { ".promptops.yml": config });
  jump(hour);
  expect(await tick()).toMatchObject({ runs: [{ status: "succeeded" }], deliveries: [{ status: "pending" }] });
  jump(-hour);
  expect(await tick()).toMatchObject({ runs: [], deliveries: [{ status: "pending" }] });
  jump(hour + 11 * minute);
  expect(await tick()).toMatchObject({ runs: [], deliveries: [{ status: "delivered" }] });
  expect(new Set(peer.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(peer.received).toHaveLength(2);
});
