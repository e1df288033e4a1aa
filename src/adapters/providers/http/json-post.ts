import type { Json } from "../../../core/model/shape.ts";
import { connectionFailure, saidFailure, type Place } from "../over-http/failures.ts";
import { fieldsOf, textOf } from "../over-http/fields.ts";
import { readJson } from "../over-http/read-json.ts";
import { transport } from "../over-http/transport.ts";

export interface JsonCall {
  readonly place: Place;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What a failure's body says, where the configuration knows how. */
  readonly errorText: (body: Json) => string | undefined;
}

/** One call with JSON both ways. @throws ProviderError */
export async function jsonPost({ place, method, headers, errorText }: JsonCall, body: Json, signal: AbortSignal): Promise<Json> {
  const response = await transport(headers)(place.url, { method, body: JSON.stringify(body), signal }).catch((error: unknown) => {
    throw connectionFailure(place, error);
  });
  if (response.ok) return (await readJson(place, response)) as Json;
  const { status, headers: answered } = response;
  throw saidFailure(place, { status, headers: answered, code: undefined, text: said(await response.text(), errorText) });
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
