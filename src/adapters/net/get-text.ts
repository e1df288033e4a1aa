import { request as http, type IncomingMessage } from "node:http";
import { request as https } from "node:https";
import { isPrivateAddress } from "./private-address.ts";
import { resolveHost, type HostAddress } from "./resolve-host.ts";

export interface Get {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowPrivate: boolean;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** What came of one GET: a text, or why there is none, as the end of a sentence without the URL. */
export type GetResult = { readonly text: string } | { readonly failed: string } | { readonly forbidden: string };

const mostRedirects = 5;

/**
 * One GET and the redirects it leads to. Every address is resolved once, looked at, and called, so that a name cannot mean one thing
 * when it is checked and another when it is called. Headers are given to nobody but the first host. @throws the signal's reason.
 */
export async function getText({ url, headers, allowPrivate, maxBytes, signal }: Get): Promise<GetResult> {
  let at = url;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    signal.throwIfAborted();
    const looked = await lookAt(at, allowPrivate);
    if (!("address" in looked)) return looked;
    const answer = await once(at, at.origin === url.origin ? headers : {}, looked, maxBytes, signal);
    if (!("redirect" in answer)) return answer;
    const next = URL.parse(answer.redirect, at.href);
    if (next === null || !/^https?:$/.test(next.protocol)) return { failed: "it leads to an address that is none" };
    at = next;
  }
  return { failed: `it leads on more than ${mostRedirects} times` };
}

function once(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { address, family }: HostAddress,
  maxBytes: number,
  signal: AbortSignal,
): Promise<GetResult | { readonly redirect: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<GetResult | { redirect: string }>();
  const request = (url.protocol === "https:" ? https : http)(url, {
    method: "GET",
    headers: { accept: "*/*", ...headers },
    agent: false,
    signal,
    lookup: (_host, options, done) => (options.all === true ? done(null, [{ address, family }]) : done(null, address, family)),
  });
  request.on("error", (error: NodeJS.ErrnoException) =>
    signal.aborted ? reject(signal.reason as Error) : resolve({ failed: `it cannot be reached (${error.code ?? error.message})` }),
  );
  request.on(
    "response",
    (response) =>
      void read(response, maxBytes, signal)
        .then(resolve, reject)
        .finally(() => request.destroy()),
  );
  request.end();
  return promise;
}

async function read(response: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<GetResult | { redirect: string }> {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) return { redirect: headers.location };
  if (statusCode < 200 || statusCode >= 300) return { failed: `it answered with status ${statusCode}` };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) return { failed: `it is longer than ${maxBytes} bytes` };
      chunks.push(chunk);
    }
  } catch {
    signal.throwIfAborted();
    return { failed: "its answer was cut off" };
  }
  return { text: Buffer.concat(chunks).toString("utf8") };
}

async function lookAt(url: URL, allowPrivate: boolean): Promise<HostAddress | GetResult> {
  let addresses: HostAddress[];
  try {
    addresses = await resolveHost(url);
  } catch (error) {
    return { failed: `its name has no address (${error instanceof Error && "code" in error ? String(error.code) : "unknown"})` };
  }
  const [first] = addresses;
  if (first === undefined) return { failed: "its name has no address" };
  const isPrivate = addresses.some(({ address }) => isPrivateAddress(address));
  if (isPrivate && !allowPrivate) return { forbidden: "is an address of this machine or of a private network, and `allow_private` is not set" };
  if (!isPrivate && url.protocol === "http:") return { forbidden: "is reached by plain http, and lies outside" };
  return first;
}
