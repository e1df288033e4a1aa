import type { Reason } from "../../core/ledger/record-parts.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import { wantedOf } from "../../core/run/estimate-run.ts";
import type { RunBasis } from "./run-basis.ts";
import type { RunRoom } from "./run-room.ts";

/** Now that it is known what is asked: does the money suffice? The reservation becomes what this call may take. */
export async function reserveExactly(
  { deps, book, project }: Pick<RunRoom, "book" | "project"> & { readonly deps: Pick<RunRoom["deps"], "clock"> },
  { lines, reserved, released }: Pick<RunBasis, "lines" | "reserved" | "released">,
  request: ModelRequest,
): Promise<Reason | undefined> {
  const at = deps.clock.now();
  const wanted = await wantedOf(request, { model: released.loaded.resolved.prompt.model.id, config: project.config, at });
  await book.release(lines, reserved, at);
  return book.reserve(lines, wanted, at);
}
