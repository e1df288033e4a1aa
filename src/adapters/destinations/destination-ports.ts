import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { EnvironmentVariables } from "../../ports/environment.ts";
import type { HostAddress } from "../net/resolve-host.ts";
import type { SendInput } from "../../ports/destination.ts";

export interface DestinationPorts {
  /** The repository's top. */
  readonly root: string;
  readonly environment: EnvironmentVariables;
  /** Blanks out secrets in what receivers say. */
  readonly redact: (text: string) => string;
  /** Milliseconds one attempt may take; what is usual for the kind when absent. */
  readonly timeoutMs?: number;
  /** Milliseconds since the epoch; the machine's clock when absent. */
  readonly now?: () => number;
  /** How names become addresses; the system's way when absent. */
  readonly resolve?: (url: URL) => Promise<HostAddress[]>;
}

/** The world's own time, in milliseconds since the epoch: receivers compare it with theirs, whatever time a tick was told to be. */
export function now({ now: given = Date.now }: DestinationPorts): number {
  return given();
}

/** A secret of the environment. @throws PromptopsError `missing-key`. */
export function secretOf({ environment }: DestinationPorts, destination: string, variable: string): string {
  const value = environment.get(variable)?.trim();
  if (value === undefined || value === "")
    throw new PromptopsError("missing-key", `Destination "${destination}" needs the environment variable ${variable}, which is not set.`);
  return value;
}

/** The URL of the settings or of the environment. @throws PromptopsError `missing-key`, `invalid-destination`. */
export function urlOf(ports: DestinationPorts, destination: string, { url, url_env: variable }: { readonly url?: string; readonly url_env?: string }): URL {
  const parsed = URL.parse(url ?? secretOf(ports, destination, variable ?? ""));
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new PromptopsError("invalid-destination", `The address of destination "${destination}" is no http or https URL.`, {
      where: variable ?? ".promptops.yml",
    });
  return parsed;
}

/** The bytes of a part. */
export function bytesOf({ payload: { body, encoding } }: SendInput): Buffer {
  return Buffer.from(body, encoding);
}
