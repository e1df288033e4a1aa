import { describe, expect, it } from "vitest";
import type { DestinationConfig } from "../../src/core/destinations/registry.ts";
import type { HostAddress } from "../../src/adapters/net/resolve-host.ts";
import { opened, ports, sendInput } from "../helpers/destination-peers.ts";
import { answers, receiver } from "../helpers/receiver.ts";

const inside: HostAddress = { address: "127.0.0.1", family: 4 };
const outside: HostAddress = { address: "93.184.215.14", family: 4 };

async function sent(url: string, { allow = false, resolve }: { readonly allow?: boolean; readonly resolve?: (url: URL) => Promise<HostAddress[]> } = {}) {
  const settings: DestinationConfig = { kind: "webhook", url, allow_private: allow };
  return (await opened(settings, ports(resolve === undefined ? {} : { resolve })))(await sendInput(settings));
}

describe("an address inside, without `allow_private`", () => {
  it.each([
    ["as it is", (port: number) => `http://127.0.0.1:${port}/`],
    ["as one number", (port: number) => `http://2130706433:${port}/`],
    ["in octal", (port: number) => `http://0177.0.0.01:${port}/`],
    ["in hexadecimal", (port: number) => `http://0x7f.1:${port}/`],
    ["shortened", (port: number) => `http://127.1:${port}/`],
    ["as nothing at all", (port: number) => `http://0:${port}/`],
    ["in IPv6", (port: number) => `http://[::1]:${port}/`],
    ["wrapped in IPv6", (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
    ["wrapped in IPv6, in hexadecimal", (port: number) => `http://[::ffff:7f00:1]:${port}/`],
    ["behind NAT64", (port: number) => `http://[64:ff9b::7f00:1]:${port}/`],
    ["by a name", (port: number) => `http://localhost:${port}/`],
    ["of the cloud's metadata", () => "http://169.254.169.254/latest/meta-data/"],
    ["of a private network, over https", () => "https://10.0.0.8/"],
  ])("is not asked %s", async (_name, url) => {
    const server = await receiver();
    expect(await sent(url(server.port))).toMatchObject({ outcome: "refused", sentence: expect.stringContaining("allow_private") as string });
    expect(server.received).toEqual([]);
  });

  it.each<DestinationConfig>([
    { kind: "slack", url_env: "HOOK" },
    { kind: "discord", url_env: "HOOK" },
  ])("is named the way that its kind has: $kind", async (settings) => {
    const server = await receiver(answers(204), answers(204));
    const given = ports({ variables: { HOOK: `${server.url}/hook` } });
    const refused = await (await opened(settings, given))(await sendInput(settings));
    expect(refused).toMatchObject({ outcome: "refused", sentence: expect.stringContaining("`base_url`") as string });
    expect(refused.sentence).not.toContain("allow_private");
    const meant = { ...settings, base_url: server.url };
    await (
      await opened(meant, given)
    )(await sendInput(meant));
    expect(server.received).toHaveLength(1);
  });

  it("is not asked when a name has one address outside and one inside", async () => {
    const resolve = () => Promise.resolve([outside, inside]);
    expect(await sent("https://both.example/", { resolve })).toMatchObject({ outcome: "refused" });
  });

  it("is not asked when the name means another address the second time: it is looked up once, and what was looked at is called", async () => {
    const server = await receiver(answers(204));
    const asked: string[] = [];
    const resolve = ({ hostname }: URL) => {
      asked.push(hostname);
      return Promise.resolve([asked.length === 1 ? inside : outside]);
    };
    // The system would not know this name at all: that it arrives shows whose address is called.
    expect(await sent(`http://rebinding.example:${server.port}/hook`, { allow: true, resolve })).toMatchObject({ outcome: "delivered" });
    expect(asked).toEqual(["rebinding.example"]);
    expect(server.received[0]).toMatchObject({ path: "/hook", headers: { host: `rebinding.example:${server.port}` } });
  });

  it("is not asked by way of a redirect", async () => {
    const [first, second] = [await receiver(), await receiver()];
    first.next(answers(307, "", { location: `${second.url}/` }));
    expect(await sent(`${first.url}/`, { allow: true })).toMatchObject({ outcome: "refused", status: 307 });
    expect(second.received).toEqual([]);
  });
});

it.each<[string, DestinationConfig]>([
  ["slack", { kind: "slack", url_env: "URL" }],
  ["discord", { kind: "discord", url_env: "URL" }],
])("%s's secret address is looked at as well", async (_name, settings) => {
  const server = await receiver();
  const send = await opened(settings, ports({ variables: { URL: `http://127.0.0.1:${server.port}/T0/planted` } }));
  const said = await send(await sendInput(settings));
  expect(said).toMatchObject({ outcome: "refused" });
  expect(JSON.stringify(said)).not.toContain("planted");
  expect(server.received).toEqual([]);
});

describe("an address outside", () => {
  it("is not asked without TLS: what is sent there is nobody else's to read", async () => {
    expect(await sent("http://public.example/", { resolve: () => Promise.resolve([outside]) })).toMatchObject({
      outcome: "refused",
      sentence: expect.stringContaining("plain http") as string,
    });
  });

  it("whose name nobody knows is tried again later", async () => {
    const resolve = () => Promise.reject(Object.assign(new Error("getaddrinfo ENOTFOUND gone.example"), { code: "ENOTFOUND" }));
    expect(await sent("https://gone.example/", { resolve })).toMatchObject({ outcome: "retry", sentence: expect.stringContaining("ENOTFOUND") as string });
  });
});
