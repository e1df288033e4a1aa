import type { ProviderPorts } from "../../src/adapters/providers/endpoint.ts";
import { callClock } from "./call-clock.ts";
import { memorySource } from "./memory-source.ts";

/** What providers are opened with: no files, no environment, the middle of every chance. */
export function providerPorts({
  files = {},
  env = {},
  ...ports
}: Partial<ProviderPorts> & { readonly files?: Record<string, string>; readonly env?: Record<string, string> } = {}): ProviderPorts {
  return {
    source: memorySource(files),
    clock: callClock(),
    random: { next: () => 0.5, hex: (bytes) => "00".repeat(bytes) },
    environment: { get: (name) => (Object.hasOwn(env, name) ? env[name] : undefined) },
    ...ports,
  };
}
