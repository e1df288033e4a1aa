import type { Breach } from "../breach.ts";
import type { DocumentPath } from "../document-path.ts";

/** Hosts that name this machine or a private network by their very letters; what a name means is only known when it is asked (`isPrivateAddress`). */
const privateHost =
  /^(?:localhost|.*\.localhost|0\.0\.0\.0|10\..+|127\..+|169\.254\..+|172\.(?:1[6-9]|2\d|3[01])\..+|192\.168\..+|\[::1?\]|\[f[cd][0-9a-f]{2}:.*|\[fe[89ab][0-9a-f]:.*)$/;

interface Address {
  readonly url?: string | undefined;
  readonly allow_private?: boolean | undefined;
}

/** An address that will not be called, as its text alone tells. @param plainHttp It may be reached without TLS, too. */
export function* unreachableUrl({ url, allow_private: allowed = false }: Address, path: DocumentPath, plainHttp: boolean): Generator<Breach> {
  const parsed = url === undefined || allowed ? null : URL.parse(url);
  if (parsed === null) return;
  const at = { rule: "private-address", path: [...path, "url"] };
  if (privateHost.test(parsed.hostname) && isAddress(parsed.hostname))
    yield {
      ...at,
      message: `\`${url}\` lies on this machine or in a private network, and will not be called.`,
      hint: "Write `allow_private: true` beside it if it is meant.",
    };
  else if (parsed.protocol === "http:" && !plainHttp)
    yield {
      ...at,
      message: `\`${url}\` is reached by plain http, and will not be called.`,
      hint: "Give it an https URL; a server of your own network needs `allow_private: true` beside it.",
    };
}

/** `10.example.com` is a name like any other. */
function isAddress(host: string): boolean {
  return !/^\d/.test(host) || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}
