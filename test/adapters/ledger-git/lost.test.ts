import { expect, test } from "vitest";
import { aClaim, anIntent, runId } from "../../helpers/ledger-records.ts";
import { ledgerPlace, type LedgerPlace } from "../../helpers/ledger-place.ts";
import { tempRepo, type TempRepo } from "../../helpers/temp-repo.ts";

const branch = "refs/heads/promptops/ledger";
const [nine, ten] = [runId("daily", "2026-11-20T09:00:00Z"), runId("daily", "2026-11-20T10:00:00Z")];

/** Two runners, of which the second has not seen what the first wrote last; then the remote loses its ledger. */
async function deleted(): Promise<{
  readonly repo: TempRepo;
  readonly bare: string;
  readonly newest: LedgerPlace;
  readonly older: LedgerPlace;
  readonly clone: TempRepo;
}> {
  const repo = await tempRepo();
  const bare = await repo.addRemote();
  await repo.commit({ "README.md": "A project.\n" });
  await repo.git("push", "--quiet", "origin", "main");
  const newest = await ledgerPlace(repo.root, "origin");
  await newest.write(aClaim(nine));
  const clone = await repo.clone();
  const older = await ledgerPlace(clone.root, "origin");
  await older.ledger.sync();
  await newest.write(aClaim(ten));
  await repo.git("-C", bare, "update-ref", "-d", branch);
  return { repo, bare, newest, older, clone };
}

test("a remote's ledger that was deleted is not begun anew: neither by who asks first, nor by who only writes", async () => {
  const { repo, bare, older } = await deleted();
  await expect(older.write(anIntent(ten, "hook"))).rejects.toMatchObject({ code: "ledger-lost", exit: "environment" });
  await expect(older.ledger.sync()).rejects.toMatchObject({ code: "ledger-lost", hint: expect.stringContaining(`:${branch}`) });
  await expect(
    older.ledger.rotate(() => Promise.resolve(undefined), { message: "Prune", by: { name: "R", email: "r@example.com" }, at: 0 }),
  ).rejects.toMatchObject({
    code: "ledger-lost",
  });
  expect((await older.ledger.standing()).relation).toBe("lost");
  expect(await repo.git("-C", bare, "for-each-ref", branch)).toBe("");
});

test("the newest copy pushed back makes all well", async () => {
  const { repo, older } = await deleted();
  await expect(older.ledger.sync()).rejects.toMatchObject({ code: "ledger-lost" });
  await repo.git("push", "--quiet", "origin", "promptops/ledger");
  await older.write(anIntent(ten, "hook"));
  expect(await (await older.ledger.view()).read(aClaim(ten).path)).toBeDefined();
  expect((await older.ledger.standing()).relation).toBe("same");
});

test("who had only fetched it by hand knows of it as well; who never saw it begins one", async () => {
  const { repo, bare, newest } = await deleted();
  await repo.git("push", "--quiet", "origin", "promptops/ledger");
  const [byHand, stranger] = [await repo.clone(), await repo.clone()];
  await stranger.git("update-ref", "-d", "refs/remotes/origin/promptops/ledger");
  await repo.git("-C", bare, "update-ref", "-d", branch);
  await expect((await ledgerPlace(byHand.root, "origin")).ledger.sync()).rejects.toMatchObject({ code: "ledger-lost" });
  const fresh = await ledgerPlace(stranger.root, "origin");
  expect(await fresh.ledger.sync()).toBeUndefined();
  await fresh.write(aClaim(nine));
  await expect(newest.ledger.sync()).rejects.toMatchObject({ code: "ledger-rewritten" });
});
