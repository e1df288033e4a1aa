import { request as http } from "node:http";
import { request as https } from "node:https";
import { isPrivateAddress } from "../net/private-address.ts";
import { resolveHost, type HostAddress } from "../net/resolve-host.ts";

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly allowPrivate: boolean;
  /** What the settings of this kind say where an address inside is meant, as a clause of a sentence. Default: that `allow_private` is not set. */
  readonly unless?: string | undefined;
  readonly timeoutMs: number;
  /** How names become addresses. */
  readonly resolve?: ((url: URL) => Promise<HostAddress[]>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What one POST came to. `unsent`: certainly nothing arrived. `lost`: it was sent, and no whole answer came back. */
export type PostResult =
  | { readonly kind: "answered"; readonly status: number; readonly header: (name: string) => string | undefined; readonly text: string }
  | { readonly kind: "unsent"; readonly why: string }
  | { readonly kind: "lost"; readonly why: string }
  | { readonly kind: "forbidden"; readonly why: string };

/** Of an answer so much is read. */
const largestAnswer = 64 * 1024;

/**
 * One POST, and never a second one. The address is resolved once, looked at, and called, so that a name cannot mean one thing when it
 * is checked and another when it is called; redirects are answers.
 */
export async function postOnce({ url, headers, body, allowPrivate, unless, timeoutMs, resolve: resolver = resolveHost, signal }: Post): Promise<PostResult> {
  const looked = await lookAt(url, { allowPrivate, unless }, resolver);
  if ("kind" in looked) return looked;
  if (signal?.aborted === true) return { kind: "unsent", why: "it was stopped" };
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const { promise, resolve } = Promise.withResolvers<PostResult>();
  let written = false;
  const end = (why: string) => resolve({ kind: written ? "lost" : "unsent", why });
  const request = (url.protocol === "https:" ? https : http)(url, {
    method: "POST",
    headers: { ...headers, "content-length": String(bytes.length) },
    agent: false,
    lookup: (_host, options, done) => {
      if (options.all === true) done(null, [looked]);
      else done(null, looked.address, looked.family);
    },
  });
  const timer = setTimeout(() => {
    end(`no answer came within ${timeoutMs / 1000} s`);
    request.destroy();
  }, timeoutMs);
  const stop = () => {
    end("it was stopped");
    request.destroy();
  };
  signal?.addEventListener("abort", stop, { once: true });
  request.on("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  request.on("response", (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestAnswer) chunks.push(chunk);
      else answered();
    });
    response.on("end", answered);
    // The status is known, whatever becomes of the rest.
    response.on("error", answered);
    function answered(): void {
      const header = (name: string) => [response.headers[name] ?? []].flat()[0];
      resolve({ kind: "answered", status: response.statusCode ?? 0, header, text: Buffer.concat(chunks).toString("utf8") });
      response.destroy();
    }
  });
  // From here on something may have arrived.
  request.on("socket", (socket) => {
    const ready = url.protocol === "https:" ? "secureConnect" : "connect";
    socket.once(ready, () => (written = true));
  });
  request.end(bytes);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

async function lookAt(
  url: URL,
  { allowPrivate, unless = "`allow_private` is not set" }: Pick<Post, "allowPrivate" | "unless">,
  resolver: typeof resolveHost,
): Promise<HostAddress | PostResult> {
  let addresses: HostAddress[];
  try {
    addresses = await resolver(url);
  } catch (error) {
    return { kind: "unsent", why: error instanceof Error && "code" in error ? String(error.code) : "its name has no address" };
  }
  const [first] = addresses;
  if (first === undefined) return { kind: "unsent", why: "its name has no address" };
  const isPrivate = addresses.some(({ address }) => isPrivateAddress(address));
  if (isPrivate && !allowPrivate) return { kind: "forbidden", why: `its address is one of this machine or of a private network, and ${unless}` };
  if (!isPrivate && url.protocol === "http:") return { kind: "forbidden", why: "it is reached by plain http and lies outside" };
  return first;
}
