import { describe, expect, test } from "vitest";
import { foldLog, type LogEntry } from "../../../src/core/release/fold-log.ts";
import { parseLogPoint } from "../../../src/core/release/log-point.ts";
import { planPromote } from "../../../src/core/release/plan-promote.ts";
import { planRollback, planSnapshotRollback } from "../../../src/core/release/plan-rollback.ts";
import type { Change } from "../../../src/core/release/release-event.ts";
import { reapply } from "../../../src/core/release/reapply.ts";
import type { ReleaseState } from "../../../src/core/release/release-state.ts";
import { entryMessage, eventSentence } from "../../../src/core/release/event-sentence.ts";
import { logOf, type Happened } from "../../helpers/release-events.ts";

const threeVersions: readonly Happened[] = [
  ["publish", "a@1.0.0"],
  ["promote", "a@1.0.0", "production"],
  ["publish", "a@1.1.0"],
  ["promote", "a@1.1.0", "production"],
  ["publish", "a@1.2.0"],
  ["promote", "a@1.2.0", "production"],
];
const wish = { prompt: "a", environment: "production" };
const stateOf = (...happened: readonly Happened[]): ReleaseState => foldLog(logOf(...happened)).state;
const liveIn = (state: ReleaseState, key = "production/a") => state.live.get(key)?.version;

describe("what is live", () => {
  test("is what the last entry about it says, with everything that was live there before", () => {
    const state = stateOf(...threeVersions);
    expect(state.sequence).toBe(6);
    expect(state.live.get("production/a")).toMatchObject({
      version: "1.2.0",
      prompt_digest: "digest-a@1.2.0",
      since: "2026-11-20T05:00:00.000Z",
      sequence: 6,
      kind: "promote",
      earlier: [
        { version: "1.0.0", since: "2026-11-20T01:00:00.000Z", until: "2026-11-20T03:00:00.000Z", rolled_back: false },
        { version: "1.1.0", until: "2026-11-20T05:00:00.000Z" },
      ],
    });
  });

  test.each(["", "yesterday", "2026-13-40", "2026-02-30", "2026-11-20T25:00Z", "-1", "1.5", "--at", "2026-11-20T09:00Z; rm"])("is not asked at %j", (text) => {
    expect(parseLogPoint(text, 0)).toBeUndefined();
  });
});

describe("a damaged log is seen, and where", () => {
  const entries = logOf(...threeVersions);
  const damaged = (at: number, change: Partial<LogEntry["event"]>) =>
    foldLog(entries.map((entry, place) => (place === at ? { ...entry, event: { ...entry.event, ...change } } : entry)));

  test.each<[string, number, Partial<LogEntry["event"]>, RegExp]>([
    ["an entry that names another before it", 3, { previous: "c1" }, /names c1/],
    ["a number that jumps", 3, { sequence: 9 }, /entry 9 where 4 is due/],
    ["a change from what was not live", 3, { changes: [{ ...wish, from: "0.9.0", to: "1.1.0" }] }, /says that 0\.9\.0 was live/],
    ["a change to what was never published", 3, { changes: [{ ...wish, from: "1.0.0", to: "9.9.9" }] }, /never published/],
    ["a version that is published twice", 2, { version: { prompt: "a", version: "1.0.0", tag: "x", prompt_digest: "x" } }, /published before/],
    ["a rollback to what was never live there", 5, { kind: "rollback", reason: "x" }, /never live in production/],
    ["a promotion that brings a version along", 1, { version: { prompt: "a", version: "3.0.0", tag: "x", prompt_digest: "x" } }, /Only a publish/],
    [
      "one environment pointed at two versions",
      3,
      {
        changes: [
          { ...wish, from: "1.0.0", to: "1.1.0" },
          { ...wish, from: "1.0.0", to: "1.0.0" },
        ],
      },
      /two versions/,
    ],
  ])("%s", (_, at, change, message) => {
    const { damage, state } = damaged(at, change);
    expect(damage).toMatchObject({ commit: `c${at + 1}`, message: expect.stringMatching(message) });
    expect(state.sequence).toBe(at);
  });

  test("an entry that was taken out", () => {
    expect(foldLog(entries.filter((_, at) => at !== 2)).damage?.commit).toBe("c4");
  });
});

describe("a rollback", () => {
  const back = (...happened: readonly Happened[]) => planRollback(stateOf(...happened), wish);
  const error = (work: () => unknown) => {
    try {
      work();
      return undefined;
    } catch (thrown) {
      return (thrown as { code: string }).code;
    }
  };

  test("goes to what was live before", () => {
    expect(back(...threeVersions)).toEqual({ ...wish, from: "1.2.0", to: "1.1.0" });
  });

  test("after a rollback goes further back, never to what was rolled back from", () => {
    const once: readonly Happened[] = [...threeVersions, ["rollback", "a@1.1.0", "production"]];
    expect(back(...once)?.to).toBe("1.0.0");
    const twice: readonly Happened[] = [...once, ["rollback", "a@1.0.0", "production"]];
    expect(error(() => back(...twice))).toBe("nothing-earlier");
  });

  test("for the reason of the last one is the same one again, unless a version is named", () => {
    const state = stateOf(...threeVersions, ["rollback", "a@1.1.0", "production"]);
    const reason = state.live.get("production/a")?.reason ?? "";
    expect(reason).not.toBe("");
    expect(planRollback(state, { ...wish, reason: ` ${reason}\n` })).toBeUndefined();
    expect(planRollback(state, { ...wish, reason: "still bad" })?.to).toBe("1.0.0");
    expect(planRollback(state, { ...wish, reason, to: "1.0.0" })?.to).toBe("1.0.0");
  });

  test("over several versions leaves none of them as the next to go back to", () => {
    expect(error(() => back(...threeVersions, ["rollback", "a@1.0.0", "production"]))).toBe("nothing-earlier");
  });

  test("after a promotion that followed a rollback goes to what was live before that promotion", () => {
    expect(back(...threeVersions, ["rollback", "a@1.1.0", "production"], ["publish", "a@1.3.0"], ["promote", "a@1.3.0", "production"])?.to).toBe("1.1.0");
  });

  test("goes to a version by name when it was live there, also one that was rolled back from", () => {
    const state = stateOf(...threeVersions, ["rollback", "a@1.1.0", "production"]);
    expect(planRollback(state, { ...wish, to: "1.2.0" })?.to).toBe("1.2.0");
    expect(planRollback(state, { ...wish, to: "1.1.0" })).toBeUndefined();
    expect(error(() => planRollback(state, { ...wish, to: "3.0.0" }))).toBe("never-live-there");
    expect(error(() => planRollback(state, { ...wish, environment: "staging" }))).toBe("nothing-live");
  });

  test("passes over what is deprecated, which nobody gets who does not name it", () => {
    const state = deprecating(stateOf(...threeVersions), "a@1.1.0");
    expect(planRollback(state, wish)?.to).toBe("1.0.0");
    expect(planRollback(state, { ...wish, to: "1.1.0" })?.to).toBe("1.1.0");
    const none = deprecating(state, "a@1.0.0");
    expect(() => planRollback(none, wish)).toThrow("in production only 1.0.0 (deprecated) and 1.1.0 (deprecated) were live.");
    expect(planRollback(none, { ...wish, to: "1.0.0" })?.to).toBe("1.0.0");
  });

  test("of a first version has nowhere to go", () => {
    expect(error(() => back(["publish", "a@1.0.0"], ["promote", "a@1.0.0", "production"]))).toBe("nothing-earlier");
  });

  test("to a snapshot takes every prompt of the environment back at once, and leaves those that were not there yet", () => {
    const happened: readonly Happened[] = [
      ["publish", "a@1.0.0"],
      ["publish", "b@1.0.0"],
      ["promote", "a@1.0.0", "production"],
      ["promote", "b@1.0.0", "production"],
      ["publish", "a@2.0.0"],
      ["publish", "c@1.0.0"],
      ["promote", "a@2.0.0", "production"],
      ["promote", "c@1.0.0", "production"],
      ["promote", "a@2.0.0", "staging"],
    ];
    const entries = logOf(...happened);
    const now = [...foldLog(entries).state.live.values()].filter(({ environment }) => environment === "production");
    expect(planSnapshotRollback(now, foldLog(entries.slice(0, 4)).state)).toEqual({
      changes: [{ environment: "production", prompt: "a", from: "2.0.0", to: "1.0.0" }],
      kept: [{ environment: "production", prompt: "c" }],
    });
  });

  test("to a snapshot that claims what was never live is refused", () => {
    const entries = logOf(...everything);
    const { live } = foldLog(entries).state;
    const forged = new Map([...live].map(([key, record]) => [key, { ...record, version: "3.0.0" }]));
    const then = { sequence: 6, versions: new Map(), live: forged };
    expect(error(() => planSnapshotRollback([...live.values()], then))).toBe("never-live-there");
  });

  test("of everything to a snapshot is one entry that every environment follows", () => {
    const entries = logOf(...everything);
    const { state } = foldLog(entries);
    const plan = planSnapshotRollback([...state.live.values()], foldLog(entries.slice(0, 6)).state);
    expect(plan).toEqual({
      changes: [
        { environment: "production", prompt: "a", from: "2.0.0", to: "1.0.0" },
        { environment: "staging", prompt: "a", from: "2.0.0", to: "1.0.0" },
        { environment: "staging", prompt: "b", from: "2.0.0", to: "1.0.0" },
      ],
      kept: [{ environment: "production", prompt: "b" }],
    });
    const back = backTo(entries, plan.changes);
    const { state: after, damage } = foldLog([...entries, back]);
    expect(damage).toBeUndefined();
    expect([...after.live].map(([key, { version, kind, sequence }]) => `${key} ${version} ${kind} ${sequence}`).sort()).toEqual([
      "production/a 1.0.0 rollback 13",
      "production/b 2.0.0 promote 12",
      "staging/a 1.0.0 rollback 13",
      "staging/b 1.0.0 rollback 13",
    ]);
    expect(entryMessage(back.event)).toBe(
      [
        "Roll back production and staging to entry 6 (2 prompts)",
        "Outage.",
        "- a in production from 2.0.0 to 1.0.0\n- a in staging from 2.0.0 to 1.0.0\n- b in staging from 2.0.0 to 1.0.0\n",
      ].join("\n\n"),
    );
  });
});

const everything: readonly Happened[] = [
  ["publish", "a@1.0.0"],
  ["publish", "b@1.0.0"],
  ["promote", "a@1.0.0", "production"],
  ["promote", "a@1.0.0", "staging"],
  ["promote", "b@1.0.0", "staging"],
  ["publish", "a@2.0.0"],
  ["publish", "b@2.0.0"],
  ["promote", "a@2.0.0", "staging"],
  ["promote", "a@2.0.0", "production"],
  ["promote", "b@2.0.0", "staging"],
  ["promote", "b@1.0.0", "production"],
  ["promote", "b@2.0.0", "production"],
];

/** The rollback of everything that would follow. */
function backTo(entries: readonly LogEntry[], changes: readonly Change[]): LogEntry {
  const { commit, event } = entries.at(-1) as LogEntry;
  const { version: _, ...last } = event;
  return {
    commit: "back",
    event: { ...last, sequence: event.sequence + 1, previous: commit, kind: "rollback", changes: [...changes], reason: "Outage.", snapshot: 6 },
  };
}

describe("a promotion", () => {
  const state = stateOf(["publish", "a@1.0.0"], ["publish", "a@1.1.0"], ["promote", "a@1.0.0", "staging"]);
  const name = { prompt: "a", version: "1.0.0" };

  test("points the environment at the version", () => {
    expect(planPromote(state, { name, environment: "production" })).toEqual({ environment: "production", prompt: "a", from: null, to: "1.0.0" });
    expect(planPromote(state, { name, environment: "staging" })).toBeUndefined();
  });
});

describe("entries recorded while others recorded theirs", () => {
  test("take their place after theirs when what they went from is still so, and are superseded otherwise", () => {
    const shared = logOf(...threeVersions);
    const mine = logOf(...threeVersions, ["rollback", "a@1.1.0", "production"], ["publish", "b@1.0.0"]).slice(6);
    const others = logOf(...threeVersions, ["publish", "c@1.0.0"]);
    expect(reapply(foldLog(others).state, mine)).toMatchObject({ drafts: [{ kind: "rollback" }, { kind: "publish" }], superseded: [], state: { sequence: 9 } });

    const meanwhile = foldLog([...shared, ...logOf(...threeVersions, ["rollback", "a@1.0.0", "production"]).slice(6)]).state;
    const { drafts, superseded } = reapply(meanwhile, mine);
    expect(drafts).toMatchObject([{ kind: "publish" }]);
    expect(superseded).toMatchObject([{ reason: expect.stringContaining("it was 1.0.0") }]);
  });
});

describe("a rollback of everything that was recorded while others recorded theirs", () => {
  const entries = logOf(...everything);
  const { changes } = planSnapshotRollback([...foldLog(entries).state.live.values()], foldLog(entries.slice(0, 6)).state);
  const after = (...meanwhile: readonly Happened[]) => reapply(foldLog(logOf(...everything, ...meanwhile)).state, [backTo(entries, changes)]);

  test("holds whole after what does not touch it", () => {
    expect(after(["publish", "c@1.0.0"])).toMatchObject({ drafts: [{ snapshot: 6, changes }], superseded: [], state: { sequence: 14 } });
  });

  test("leaves out what others took back to the same versions", () => {
    const { drafts, superseded, state } = after(["rollback", "a@1.0.0", "production"]);
    expect(superseded).toEqual([]);
    expect(drafts).toMatchObject([{ changes: changes.slice(1) }]);
    expect([liveIn(state, "production/a"), liveIn(state, "staging/a"), liveIn(state, "staging/b")]).toEqual(["1.0.0", "1.0.0", "1.0.0"]);
  });

  test("is superseded, all of it, when others put something of it elsewhere", () => {
    const { drafts, superseded, state } = after(["publish", "a@3.0.0"], ["promote", "a@3.0.0", "production"]);
    expect(drafts).toEqual([]);
    expect(superseded).toMatchObject([{ reason: expect.stringContaining("it was 3.0.0") }]);
    expect(liveIn(state, "staging/a")).toBe("2.0.0");
  });

  test("and is superseded when others did all of it", () => {
    const all = changes.map(({ prompt, environment, to }): Happened => ["rollback", `${prompt}@${to}`, environment]);
    expect(after(...all)).toMatchObject({ drafts: [], superseded: [{ reason: expect.stringContaining("it was 1.0.0") }] });
  });
});

test.each<[string, readonly string[], number | undefined]>([
  ["Roll back a in production and staging", ["production/a", "staging/a"], undefined],
  ["Roll back 2 prompts in 3 environments", ["eu/a", "production/a", "staging/b"], undefined],
  ["Roll back 3 environments to entry 4 (1 prompt)", ["eu/a", "production/a", "staging/a"], 4],
  ["Roll back production to entry 4 (2 prompts)", ["production/a", "production/b"], 4],
])("an entry of several changes says: %s", (sentence, places, snapshot) => {
  const changes = places.map((place) => {
    const [environment = "", prompt = ""] = place.split("/");
    return { environment, prompt, from: "2.0.0", to: "1.0.0" };
  });
  expect(eventSentence({ kind: "rollback", changes, ...(snapshot === undefined ? {} : { snapshot }) })).toBe(sentence);
});

test("an entry's commit says in a sentence what was done, and why", () => {
  const [published, promoted, , , , , back] = logOf(...threeVersions, ["rollback", "a@1.1.0", "production"]).map(({ event }) => event);
  expect(published && eventSentence(published)).toBe("Publish a@1.0.0");
  expect(promoted && eventSentence(promoted)).toBe("Promote a@1.0.0 to production");
  expect(back && entryMessage(back)).toBe("Roll back a in production from 1.2.0 to 1.1.0\n\nIt was wrong.\n");
});

function deprecating(state: ReleaseState, name: string): ReleaseState {
  const record = state.versions.get(name);
  if (record === undefined) throw new Error(`there is no ${name}`);
  return { ...state, versions: new Map([...state.versions, [name, { ...record, deprecated: { at: record.at, by: record.by, reason: "Wrong." } }]]) };
}
