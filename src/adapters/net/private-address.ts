import { BlockList, isIPv6 } from "node:net";

/**
 * What no stranger should make us call: this machine, private and link-local networks, carrier NAT, multicast, documentation and
 * benchmark ranges, and the prefixes that wrap an IPv4 address in an IPv6 one (IANA special-purpose registries, RFC 6890).
 */
const ranges4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
const ranges6 = [
  "::/128",
  "::1/128",
  "::ffff:0:0:0/96",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "3fff::/20",
  "5f00::/16",
  "fc00::/7",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
];

const blocked = new BlockList();
for (const [family, ranges] of [["ipv4", ranges4] as const, ["ipv6", ranges6] as const]) {
  for (const range of ranges) {
    const [network = "", bits] = range.split("/");
    blocked.addSubnet(network, Number(bits), family);
  }
}

/** Is it an address of this machine or of a network that is not everybody's? @param address As the resolver gives it, without brackets. */
export function isPrivateAddress(address: string): boolean {
  return blocked.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
