import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import type { ProviderConfig } from "../../../src/core/providers/registry.ts";
import type { Provider, ProviderWait } from "../../../src/ports/provider.ts";
import { asking } from "../../contract/provider.ts";
import { fakeClock, type FakeClock } from "../../helpers/fake-clock.ts";
import { modelServer, refuses, says, type ModelServer, type Treatment } from "../../helpers/model-server.ts";
import { providerPorts } from "../../helpers/provider-ports.ts";

interface Paced {
  readonly server: ModelServer;
  readonly provider: Provider;
  readonly clock: FakeClock;
  readonly waits: ProviderWait[];
  /** Asks so many questions at once. */
  ask(count: number): Promise<unknown>[];
  /** Questions that have arrived once all that can go on has gone on. */
  arrived(): Promise<number>;
}

async function paced(limits: Partial<ProviderConfig>): Promise<Paced> {
  const [server, clock] = [await modelServer(), fakeClock()];
  const acme = { kind: "openai", api: "chat", base_url: server.baseUrl, ...limits } as ProviderConfig;
  const provider = await openProvider("acme", { providers: { acme } }, providerPorts({ clock }));
  const waits: ProviderWait[] = [];
  return {
    server,
    provider,
    clock,
    waits,
    ask: (count) => Array.from({ length: count }, (_, at) => provider.call(asking(`Question ${at}`), { onWait: (wait) => void waits.push(wait) })),
    async arrived() {
      for (let before = -1, quiet = 0; quiet < 40; quiet = server.calls.length === before ? quiet + 1 : 0) {
        before = server.calls.length;
        await setImmediate();
      }
      return server.calls.length;
    },
  };
}

/** Answers when it is told to. */
function held(): { readonly treatment: Treatment; release(treatment: Treatment): void } {
  const waiting: ((treatment: Treatment) => void)[] = [];
  return {
    treatment: (reply, call) => void waiting.push((then) => void then(reply, call)),
    release: (treatment) => waiting.splice(0).forEach((answer) => answer(treatment)),
  };
}

describe("what a provider may be asked", () => {
  test("a 429 that asks to wait silences all calls of the provider for that long, and halves how many ask at once", async () => {
    const { server, clock, waits, ask, arrived } = await paced({ concurrency: 4 });
    const hold = held();
    server.next(hold.treatment);
    const asked = ask(6);
    await server.received(4);
    expect(await arrived()).toBe(4);
    server.next(hold.treatment);
    hold.release(refuses(429, { "retry-after": "20" }));
    expect(await arrived()).toBe(4);
    // All four were refused; who wait are told once.
    expect(waits).toEqual([{ reason: "retry-after", ms: 20_000 }]);
    await clock.advance(19_000);
    expect(await arrived()).toBe(4);
    await clock.advance(1_001);
    await server.received(6);
    expect(await arrived()).toBe(6);
    server.next(says({ text: "ok" }));
    hold.release(says({ text: "ok" }));
    const answers = (await Promise.all(asked)) as { attempts: { outcome: string }[] }[];
    expect(answers.map(({ attempts }) => attempts.length).sort((a, b) => a - b)).toEqual([1, 1, 2, 2, 2, 2]);
  });

  test("attempts a minute are spread over it, retries included", async () => {
    const { server, clock, waits, ask, arrived } = await paced({ concurrency: 10, rpm: 60 });
    server.next(says({ text: "ok" }));
    const asked = ask(3);
    await server.received(1);
    expect(await arrived()).toBe(1);
    expect(waits).toEqual([{ reason: "rpm", ms: 1_000 }]);
    await clock.advance(1_000);
    await server.received(2);
    expect(await arrived()).toBe(2);
    await clock.advance(1_000);
    await Promise.all(asked);
    expect(server.calls).toHaveLength(3);
  });

  test("tokens a minute are reckoned before a call and counted after it", async () => {
    const { server, clock, waits, ask, arrived } = await paced({ concurrency: 10, tpm: 6_000 });
    server.next(says({ text: "ok", usage: { input: 150, output: 50 } }));
    const asked = ask(2);
    await server.received(1);
    // Reckoned with the longest answer there can be, it would be waited for ten seconds; it was short, and two are enough.
    await asked[0];
    expect(await arrived()).toBe(1);
    expect(waits[0]).toMatchObject({ reason: "tpm", ms: expect.toSatisfy((ms: number) => ms > 10_000) });
    await clock.advance(2_000);
    await server.received(2);
    await Promise.all(asked);
  });

  test("who is stopped while waiting ends at once, makes no attempt, and keeps nobody behind from asking", async () => {
    const { server, provider, clock, ask, arrived } = await paced({ concurrency: 10, rpm: 60 });
    server.next(says({ text: "ok" }));
    await Promise.all(ask(1));
    const stop = new AbortController();
    const stopped = provider.call(asking("Stopped"), { signal: stop.signal });
    const [behind] = ask(1);
    expect(await arrived()).toBe(1);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ kind: "aborted", attempts: [] });
    await clock.advance(1_000);
    await behind;
    expect(server.calls).toHaveLength(2);
    // Nothing sleeps that would keep the process alive.
    expect(clock.sleeping).toBe(0);
  });

  test("embeddings and answers share one pace", async () => {
    const { server, provider, ask, arrived } = await paced({ concurrency: 10, rpm: 60 });
    server.next(says({ text: "ok" }));
    await Promise.all(ask(1));
    const stop = new AbortController();
    const waiting = provider.embed?.("small", ["a"], { signal: stop.signal });
    expect(await arrived()).toBe(1);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ kind: "aborted" });
  });
});
