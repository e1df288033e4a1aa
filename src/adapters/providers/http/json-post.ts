import type { Json } from "../../../core/model/shape.ts";
import { connectionFailure, saidFailure, type Place } from "../over-http/failures.ts";
import { bodyOf, send, succeeded } from "../over-http/exchange.ts";
import { fieldsOf, textOf } from "../over-http/fields.ts";
import { readJson } from "../over-http/read-json.ts";

export interface JsonCall {
  readonly place: Place;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What a failure's body says, where the configuration knows how. */
  readonly errorText: (body: Json) => string | undefined;
}

/** One call with JSON both ways. @throws ProviderError */
export async function jsonPost({ place, method, headers, errorText }: JsonCall, body: Json, signal: AbortSignal): Promise<Json> {
  const incoming = await sent(send(place.url, { method, headers, body: JSON.stringify(body), signal }));
  const text = new TextDecoder().decode(await sent(bodyOf(incoming)));
  const answered = incoming.headers;
  if (succeeded(incoming)) return readJson(place, text, answered["content-type"]) as Json;
  const header = { get: (name: string) => textOf(answered[name]) ?? null };
  throw saidFailure(place, { status: incoming.statusCode, headers: header, code: undefined, text: said(text, errorText) });

  function sent<T>(sending: Promise<T>): Promise<T> {
    return sending.catch((error: unknown) => {
      throw connectionFailure(place, error);
    });
  }
}

/** As the configuration says, else in one of the usual places, else the text itself. */
function said(text: string, errorText: JsonCall["errorText"]): string {
  try {
    const body = JSON.parse(text) as Json;
    const { error, message, detail } = fieldsOf(body);
    return errorText(body) ?? textOf(fieldsOf(error)["message"]) ?? textOf(error) ?? textOf(message) ?? textOf(detail) ?? text;
  } catch {
    return text;
  }
}
