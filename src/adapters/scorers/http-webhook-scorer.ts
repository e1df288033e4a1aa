import { request as http, type IncomingMessage, type RequestOptions } from "node:http";
import { request as https } from "node:https";
import type { WebhookCall } from "../../core/assertions/kind.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { EnvironmentVariables } from "../../ports/environment.ts";
import type { WebhookScorer } from "../../ports/webhook-scorer.ts";
import { isPrivateAddress } from "../net/private-address.ts";
import { resolveHost, type HostAddress } from "../net/resolve-host.ts";
import { readScore } from "./read-score.ts";

/** Bytes: a score and a reason need far less. */
const largestAnswer = 256 * 1024;

/**
 * Asks by one POST of JSON. The address is resolved once, looked at, and called: a name cannot mean one thing when it is checked and
 * another when it is called. No redirect is followed, nothing is sent twice, and the key is in no message.
 */
export function httpWebhookScorer(environment: EnvironmentVariables): WebhookScorer {
  const underWay = new Set<AbortController>();
  return {
    async score(call, payload) {
      const { url, name } = target(call, environment);
      const key = call.keyEnv === undefined ? undefined : valueOf(call.keyEnv, environment);
      const address = await reachable(url, name, call);
      const body = JSON.stringify(payload);
      const headers = {
        "content-type": "application/json",
        accept: "application/json",
        "content-length": String(Buffer.byteLength(body)),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      };
      const ending = new AbortController();
      underWay.add(ending);
      const timer = setTimeout(() => ending.abort(new Error(`it did not answer within ${call.timeoutSeconds} s`)), call.timeoutSeconds * 1000);
      try {
        const answer = await send(url, { method: "POST", headers, agent: false, signal: ending.signal, lookup: always(address) }, body);
        return await scoreIn(answer, ending.signal);
      } catch (error) {
        const cause: unknown = ending.signal.aborted ? ending.signal.reason : error;
        throw failed(name, phraseOf(cause), cause);
      } finally {
        clearTimeout(timer);
        underWay.delete(ending);
      }
    },
    close() {
      for (const ending of underWay) ending.abort(new Error("it was not waited for any longer"));
      return Promise.resolve();
    },
  };
}

/** The URL, and what it may be called where people read: one from the environment is a secret. */
function target({ url, urlEnv }: WebhookCall, environment: EnvironmentVariables): { url: URL; name: string } {
  const text = url ?? valueOf(urlEnv ?? "", environment);
  const parsed = URL.parse(text);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username !== "" || parsed.password !== "")
    throw new PromptopsError("invalid-assertion", `${urlEnv === undefined ? "The webhook's `url`" : `The value of ${urlEnv}`} is no http or https URL.`);
  return { url: parsed, name: urlEnv === undefined ? parsed.origin : `The webhook of ${urlEnv}` };
}

function valueOf(variable: string, environment: EnvironmentVariables): string {
  const value = environment.get(variable);
  if (value === undefined || value === "")
    throw new PromptopsError("missing-key", `The environment variable ${variable}, which a webhook scorer needs, is not set.`);
  return value;
}

/** @throws PromptopsError `private-address`, `scorer-failed` when the name means nothing. */
async function reachable(url: URL, name: string, { allowPrivate }: WebhookCall): Promise<HostAddress> {
  const addresses = await resolveHost(url).catch((error: unknown) => {
    throw failed(name, phraseOf(error), error);
  });
  const [first] = addresses;
  if (first === undefined) throw failed(name, "its name has no address");
  const isPrivate = addresses.some(({ address }) => isPrivateAddress(address));
  if (isPrivate && !allowPrivate) throw new PromptopsError("private-address", `${name} is an address of this machine or of a private network.`);
  if (!isPrivate && url.protocol === "http:")
    throw new PromptopsError("private-address", `${name} is reached by plain http, and lies outside.`, { hint: "Give it an https URL." });
  return first;
}

/** A resolver that knows one answer. */
function always({ address, family }: HostAddress): NonNullable<RequestOptions["lookup"]> {
  return (_hostname, { all }, done) => (all === true ? done(null, [{ address, family }]) : done(null, address, family));
}

function send(url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === "https:" ? https : http)(url, options, resolve);
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function scoreIn(answer: IncomingMessage, signal: AbortSignal): Promise<ReturnType<typeof readScore> & {}> {
  const { statusCode: status = 0 } = answer;
  if (status < 200 || status > 299) {
    answer.destroy();
    throw new Error(status > 299 && status < 400 ? `it answered ${status}, and redirects are not followed` : `it answered ${status}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    size += chunk.length;
    if (size > largestAnswer) throw new Error(`its answer has more than ${largestAnswer / 1024} kB`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  const scored = readScore(parsed(text));
  if (scored === undefined) throw new Error(`it answered ${JSON.stringify(text.slice(0, 80))}, which is no score`);
  return scored;
}

/** Why it did not work. The system's own words name the place, which may be a secret; its code does not. */
function phraseOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error.message : `the connection failed (${code})`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failed(name: string, why: string, cause?: unknown): PromptopsError {
  return new PromptopsError("scorer-failed", `${name} gave no score: ${why}.`, {
    hint: "It is to answer with true or false, a number from 0 to 1, or `{ score, pass, reason }`, as JSON.",
    cause,
  });
}
