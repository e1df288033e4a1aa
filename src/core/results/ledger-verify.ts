import { strict, Type, word, type Static } from "../model/shape.ts";

export const LedgerFinding = strict({
  check: word(["format", "shape", "place", "history", "state", "remote", "journal"], {
    description:
      "`shape`: a record is not what its folder says; `place`: its name is not what its contents say; `history`: a record was changed or removed after it was written; `state`: what is carried along is not what the records lead to; `remote`: the remote's ledger does not continue what was seen of it, or is gone; `journal`: lines of this host's journal are damaged.",
  }),
  where: Type.String({ description: "Path in the ledger, commit, remote, or file." }),
  message: Type.String(),
});
export type LedgerFinding = Static<typeof LedgerFinding>;

export const LedgerVerifyResult = strict({
  sound: Type.Boolean(),
  tip: Type.Optional(Type.String()),
  commits: Type.Integer(),
  records: Type.Integer(),
  from: word(["the first record", "a rotation", "a shallow clone's oldest commit"], { description: "What the state was folded from." }),
  pruned: Type.Integer({ description: "Records whose content was pruned; their digests are kept." }),
  findings: Type.Array(LedgerFinding),
});
export type LedgerVerifyResult = Static<typeof LedgerVerifyResult>;
