import { lookup } from "node:dns/promises";
import { isIP } from "node:net";

export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Every address of a URL's host, asked once, so that what was checked is what is called. @throws Error as the resolver does. */
export async function resolveHost({ hostname }: URL): Promise<HostAddress[]> {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family: family === 6 ? 6 : 4 }];
  return (await lookup(host, { all: true })).map(({ address, family: each }) => ({ address, family: each === 6 ? 6 : 4 }));
}
