import { describe, expect, it } from "vitest";
import { WriteBehind } from "../../src/services/evaluation/write-behind.ts";

describe("writing behind", () => {
  it("lets nobody wait while few writings are under way, and then until theirs is done", async () => {
    const behind = new WriteBehind(2);
    const writings = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
    const order: string[] = [];
    const added = writings.map(({ promise }, at) => behind.add(promise).then(() => order.push(`added ${at}`)));
    await Promise.all(added.slice(0, 2));
    expect(order).toEqual(["added 0", "added 1"]);
    writings[2]?.resolve();
    await added[2];
    const settled = behind.settled().then(() => order.push("settled"));
    writings[1]?.resolve();
    await writings[1]?.promise;
    expect(order).toEqual(["added 0", "added 1", "added 2"]);
    writings[0]?.resolve();
    await settled;
    expect(order.at(-1)).toBe("settled");
  });

  it("tells a failure to whoever comes next, and at the end", async () => {
    const behind = new WriteBehind(2);
    const full = new Error("no space left");
    await behind.add(Promise.reject(full)).catch(() => undefined);
    await expect(behind.settled()).rejects.toBe(full);
    await expect(behind.add(Promise.resolve())).rejects.toBe(full);
  });
});
