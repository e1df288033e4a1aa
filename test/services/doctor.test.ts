import { expect, test } from "vitest";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { doctor, type DoctorDeps } from "../../src/services/doctor.ts";

const nowhere: DoctorDeps = {
  machine: { nodeVersion: "24.21.0", gitVersion: () => Promise.resolve("git version 2.43.0"), isWritable: () => Promise.resolve(true) },
  environment: { get: () => undefined },
  git: () => Promise.reject(new PromptopsError("no-such-folder", "There is nothing here.")),
  workTree: () => Promise.reject(new Error("not asked")),
  evaluations: () => Promise.reject(new Error("not asked")),
};

test("what the user must mend is a finding with its hint as the fix", async () => {
  const { healthy, checks } = await doctor(nowhere, { online: false });
  expect(healthy).toBe(false);
  expect(checks.at(-1)).toMatchObject({ name: "repository", outcome: "problem", message: "There is nothing here.", fix: "Give `--cwd` a folder that exists." });
});

test("a defect of ours is no finding: it is thrown on", async () => {
  await expect(doctor({ ...nowhere, git: () => Promise.reject(new TypeError("x is undefined")) }, { online: false })).rejects.toThrow("x is undefined");
});
