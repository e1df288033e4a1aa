import { env } from "node:process";
import type { EnvironmentVariables } from "../ports/environment.ts";

/** The environment this process was started with; a variable set to nothing counts as not set. */
export const processEnvironment: EnvironmentVariables = {
  get: (name) => env[name] || undefined,
};
