import { ProviderError } from "../../../core/errors/provider-error.ts";
import type { ModelRequest } from "../../../core/model-call/request.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Endpoint } from "../endpoint.ts";
import type { Fields } from "./fields.ts";
import type { Post } from "./sdk-post.ts";
import type { Speaker, WireFormat } from "./wire-format.ts";

export interface Asking {
  readonly speaker: Speaker;
  readonly wire: WireFormat;
  /** Made at the first call. @throws PromptopsError `missing-key` */
  readonly post: () => Promise<Post>;
  /** Shall the answer to this body come in pieces? */
  readonly streams: (body: Fields) => boolean;
  readonly clock: Clock;
}

/** One attempt in a vendor's words, its answer at once or in pieces: the same either way. */
export function askOverHttp({ speaker, wire, post, streams, clock }: Asking): Endpoint["ask"] {
  return async (request, signal) => {
    refuseReserved(speaker, request, wire.reserved);
    const body = wire.body(speaker, request);
    const send = await post();
    const started = clock.elapsed();
    const reply = await send(wire.path, streams(body) ? { ...body, ...wire.streaming } : body, signal);
    let firstTokenMs: number | undefined;
    // A server that knows no streams answers at once all the same.
    const whole = "body" in reply ? reply.body : await wire.assemble(speaker, reply.events, () => (firstTokenMs ??= clock.elapsed() - started));
    return {
      ...wire.answer(speaker, request, whole),
      ...(reply.requestId === undefined ? {} : { providerRequestId: reply.requestId }),
      ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
    };
  };
}

function refuseReserved({ name }: Speaker, { params }: ModelRequest, reserved: readonly string[]): void {
  const found = reserved.find((param) => Object.hasOwn(params, param));
  if (found !== undefined) throw new ProviderError("bad-request", name, `The parameter \`${found}\` cannot be set: the prompt itself says what it would.`);
}
