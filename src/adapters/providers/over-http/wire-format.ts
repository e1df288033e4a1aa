import type { ModelRequest } from "../../../core/model-call/request.ts";
import type { Answer } from "../endpoint.ts";
import type { Fields } from "./fields.ts";

/** Who is spoken with. */
export interface Speaker {
  readonly name: string;
  /** Takes secrets out of what it says, and what does not belong into a line. */
  readonly clean: (text: string) => string;
}

/** How one vendor's API is spoken. */
export interface WireFormat {
  /** Below the base URL. */
  readonly path: string;
  /** What a body has in addition when its answer shall come piece by piece. */
  readonly streaming: Fields;
  /** The body that asks. @throws ProviderError `bad-request` when this API cannot ask that. */
  body(provider: Speaker, request: ModelRequest): Fields;
  /** What a body says that came with success. @throws ProviderError when it holds no answer. */
  answer(provider: Speaker, request: ModelRequest, body: Fields): Answer;
  /**
   * The body that events are the pieces of, as it would have come at once.
   * @param began Called when the first piece of an answer is there.
   * @throws ProviderError when they end before the answer does.
   */
  assemble(provider: Speaker, events: AsyncIterable<Fields>, began: () => void): Promise<Fields>;
  /** For APIs that hand an answer back half done, to be sent again. */
  readonly turns?: {
    /** The body that asks for the rest; undefined when there is none. */
    next(body: Fields, answered: Fields): Fields | undefined;
    /** One answer of all of them. */
    join(answers: readonly Fields[]): Fields;
  };
}
