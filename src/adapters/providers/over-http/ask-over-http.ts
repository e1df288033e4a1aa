import { inTenths } from "../../../core/model-call/in-tenths.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Endpoint } from "../endpoint.ts";
import type { Fields } from "./fields.ts";
import type { Post } from "./sdk-post.ts";
import type { Speaker, WireFormat } from "./wire-format.ts";

/** So often an answer is asked for the rest of it. */
const mostTurns = 10;

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
  return async (request, signal, { traceparent }) => {
    const body = wire.body(speaker, request);
    const send = await post();
    const started = clock.elapsed();
    let firstTokenMs: number | undefined;
    const began = () => void (firstTokenMs ??= inTenths(clock.elapsed() - started));
    const answers: Fields[] = [];
    let requestId: string | undefined;
    for (let asked: Fields | undefined = body; asked !== undefined && answers.length < mostTurns;) {
      const reply = await send(wire.path, streams(asked) ? { ...asked, ...wire.streaming } : asked, signal, traceparent);
      // A server that knows no streams answers at once all the same.
      const answered = "body" in reply ? reply.body : await wire.assemble(speaker, reply.events, began);
      answers.push(answered);
      requestId = reply.requestId;
      asked = wire.turns?.next(asked, answered);
    }
    const [only] = answers;
    return {
      ...wire.answer(speaker, request, (answers.length > 1 ? wire.turns?.join(answers) : only) ?? {}),
      ...(requestId === undefined ? {} : { providerRequestId: requestId }),
      ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
    };
  };
}
