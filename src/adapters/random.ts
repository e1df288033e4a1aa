import { getBuiltinModule } from "node:process";
import type { Random } from "../ports/random.ts";

const steps = 2 ** 47;

/** The operating system's randomness. What draws it is loaded when it is first drawn. */
export const systemRandom: Random = {
  next: () => getBuiltinModule("node:crypto").randomInt(steps) / steps,
  hex: (bytes) => getBuiltinModule("node:crypto").randomBytes(bytes).toString("hex"),
};
