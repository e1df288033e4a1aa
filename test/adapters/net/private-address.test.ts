import { expect, test } from "vitest";
import { isPrivateAddress } from "../../../src/adapters/net/private-address.ts";

test.each(["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "::ffff:8.8.8.8", "2606:4700:4700::1111", "2a00:1450:4001:830::200e"])(
  "%s is everybody's",
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);

test.each([
  "127.0.0.1",
  "10.255.255.255",
  "172.31.255.255",
  "192.168.0.1",
  "169.254.169.254",
  "100.127.255.255",
  "::1",
  "::",
  "::ffff:169.254.169.254",
  "fd12::1",
  "fe80::1",
])("%s is not", (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});
