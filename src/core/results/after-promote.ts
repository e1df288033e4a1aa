import { exitCodes, type ExitName } from "../errors/exit-code.ts";
import { GateReport, Verdict } from "../gates/gate-report.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { Change, Undoes } from "../release/release-event.ts";
import { WatchReport } from "../release/watch-report.ts";

/** What became of a rollback that a failed post-check asked for. */
export const Undone = strict({
  outcome: word(["rolled-back", "overtaken", "nothing-earlier", "planned"], {
    description:
      "`overtaken`: somebody made something else live meanwhile, which is left alone. `nothing-earlier`: nothing was live there before, so the version stays.",
  }),
  message: Type.String(),
  reason: Type.String({ description: "As the release log has it." }),
  undoes: Undoes,
  changes: Type.Array(Change),
  entry: Type.Optional(Type.Integer({ description: "The number of the entry in the release log." })),
  shared: Type.Boolean({ description: "It is on the remote, or there is none." }),
  offline: Type.Optional(strict({ code: Type.String(), message: Type.String() })),
});
export type Undone = Static<typeof Undone>;

/** What was asked of a version after its promotion. */
export const AfterPromoteReport = strict({
  verdict: { ...Verdict, description: "`fail`: it was rolled back, or could not be. `error`, `inconclusive`: it stays, and somebody has to look." },
  canary: Type.Optional(GateReport),
  /** The evaluation that the canary went by. */
  evaluation: Type.Optional(Type.String()),
  failed: Type.Optional(
    strict(
      { count: Type.Integer(), cases: Type.Array(Type.String()) },
      { description: "Cases that did not pass the canary, `core/late`: how many, and the first 20." },
    ),
  ),
  watch: Type.Optional(WatchReport),
  error: Type.Optional(
    strict(
      { code: Type.String(), message: Type.String(), hint: Type.String(), exit: word(Object.keys(exitCodes) as ExitName[]) },
      { description: "What kept a check from being made, or what it found from being acted on." },
    ),
  ),
  next: Type.Optional(Type.String({ description: "The command that goes on." })),
  undone: Type.Optional(Undone),
});
export type AfterPromoteReport = Static<typeof AfterPromoteReport>;
