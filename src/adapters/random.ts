import { randomBytes, randomInt } from "node:crypto";
import type { Random } from "../ports/random.ts";

const steps = 2 ** 47;

/** The operating system's randomness. */
export const systemRandom: Random = {
  next: () => randomInt(steps) / steps,
  hex: (bytes) => randomBytes(bytes).toString("hex"),
};
