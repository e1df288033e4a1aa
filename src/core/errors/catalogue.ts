import { cliErrors } from "./catalogue/cli.ts";
import { deliveryErrors } from "./catalogue/delivery.ts";
import { documentErrors } from "./catalogue/documents.ts";
import { evaluationErrors } from "./catalogue/evaluation.ts";
import { gitErrors } from "./catalogue/git.ts";
import { ledgerErrors } from "./catalogue/ledger.ts";
import { providerErrors } from "./catalogue/provider.ts";
import { releaseErrors } from "./catalogue/release.ts";
import { templateErrors } from "./catalogue/template.ts";

/** Every error a user can meet: code → exit and hint. `docs/errors.md` is generated from it. */
export const catalogue = {
  ...cliErrors,
  ...documentErrors,
  ...templateErrors,
  ...providerErrors,
  ...evaluationErrors,
  ...gitErrors,
  ...releaseErrors,
  ...ledgerErrors,
  ...deliveryErrors,
};

export type ErrorCode = keyof typeof catalogue;
