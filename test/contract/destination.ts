import { expect, it } from "vitest";
import type { Destination, SendInput } from "../../src/ports/destination.ts";

/** A destination with the other side of it, which does as it is told. */
export interface DestinationPeer {
  readonly send: Destination["send"];
  /** A message as its kind freezes it. */
  readonly input: SendInput;
  /** Texts that must never be seen in what comes back. */
  readonly secrets: readonly string[];
  /** How often a whole message has come in. */
  taken(): number;
  accepts(): void;
  /** Says: later. */
  isBusy?(): void;
  /** Says: never. */
  refuses(): void;
  /** Takes the message whole, and never answers. */
  hangs?(): void;
  /** Takes the message whole, and breaks off. */
  cuts?(): void;
  /** Is not there any more. */
  goesAway?(): Promise<void>;
  /** Resolves when a message is there; for who stops an attempt in the middle. */
  arrival?(): Promise<unknown>;
}

/** What every kind promises about one attempt. @param duplicates What may be sent twice: then silence is no reason to hold anything, and is said all the same. */
export function destinationContract(open: () => Promise<DestinationPeer>): void {
  it("delivers a message once", async () => {
    const { send, input, taken, accepts } = await open();
    accepts();
    expect(await send(input)).toMatchObject({ outcome: "delivered" });
    expect(taken()).toBe(1);
  });

  it("does as the other side says, asks once per attempt, and lets no secret out", async () => {
    const peer = await open();
    const seen: string[] = [];
    for (const [tell, outcome] of [
      [peer.isBusy?.bind(peer), "retry"],
      [peer.refuses.bind(peer), "refused"],
    ] as const) {
      if (tell === undefined) continue;
      const before = peer.taken();
      tell();
      const said = await peer.send(peer.input);
      expect(said).toMatchObject({ outcome, sentence: expect.stringMatching(/\w+/) });
      expect(peer.taken() - before).toBeLessThanOrEqual(1);
      seen.push(JSON.stringify(said));
    }
    for (const secret of peer.secrets) expect(seen.join()).not.toContain(secret);
  });

  it("does not know what became of a message when no word comes back, and sends it no second time", async () => {
    const peer = await open();
    for (const tell of [peer.hangs?.bind(peer), peer.cuts?.bind(peer)]) {
      if (tell === undefined) continue;
      const before = peer.taken();
      tell();
      expect(await peer.send(peer.input)).toMatchObject({ outcome: "unknown" });
      expect(peer.taken() - before).toBeLessThanOrEqual(1);
    }
  });

  it("knows that nothing arrived where nobody is", async () => {
    const { send, input, goesAway, secrets } = await open();
    if (goesAway === undefined) return;
    await goesAway();
    const said = await send(input);
    expect(said).toMatchObject({ outcome: "retry" });
    for (const secret of secrets) expect(JSON.stringify(said)).not.toContain(secret);
  });

  it("does not know what became of a message when it is stopped in the middle", async () => {
    const { send, input, hangs, arrival } = await open();
    if (hangs === undefined || arrival === undefined) return;
    hangs();
    const stopping = new AbortController();
    const sent = send(input, stopping.signal);
    await arrival();
    stopping.abort();
    expect(await sent).toMatchObject({ outcome: "unknown" });
  });
}
