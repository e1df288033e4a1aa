import { afterEach, expect, it, vi } from "vitest";
import { currentScreen } from "../../src/cli/current-screen.ts";

const pipe = { isTTY: false } as NodeJS.WriteStream;
const terminal = { isTTY: true, columns: 120, hasColors: () => false } as unknown as NodeJS.WriteStream;

afterEach(() => void vi.unstubAllEnvs());

it("is as wide as the terminal, 80 columns where there is none", () => {
  vi.stubEnv("COLUMNS", undefined);
  expect(currentScreen(terminal)).toMatchObject({ width: 120, endless: false });
  expect(currentScreen(pipe)).toMatchObject({ width: 80, endless: true });
});

it("is as wide as COLUMNS says, as far as that is a number", () => {
  vi.stubEnv("COLUMNS", "200");
  expect([currentScreen(terminal), currentScreen(pipe)]).toMatchObject([{ width: 200 }, { width: 200 }]);
  for (const odd of ["", "0", "-5", "wide", "1.5"]) {
    vi.stubEnv("COLUMNS", odd);
    expect(currentScreen(terminal).width).toBe(120);
  }
});
