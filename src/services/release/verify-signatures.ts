import type { LogEntry } from "../../core/release/fold-log.ts";
import { signsFor } from "../../core/release/signer.ts";
import type { VerifyCheck } from "../../core/results/verify.ts";
import type { GitRepo, Signature } from "../../ports/git-repo.ts";

/** Why git says nothing of a signature. */
export const cannotJudge = "git was not told here whom to trust (`gpg.ssh.allowedSignersFile`), or does not have the key";

/** Whose word the entries are, as far as signatures say. @param mustBeSigned An entry that nobody trusted has signed is a problem. */
export async function verifySignatures(git: GitRepo, entries: readonly LogEntry[], mustBeSigned: boolean): Promise<VerifyCheck[]> {
  if (entries.length === 0) return [];
  const signatures = await git.commitSignatures(entries.map(({ commit }) => commit));
  return [countCheck(signatures, mustBeSigned), ...namesCheck(entries, signatures)];
}

function countCheck(signatures: readonly (Signature | undefined)[], mustBeSigned: boolean): VerifyCheck {
  const all = signatures.length;
  const count = (status: Signature["status"]) => signatures.filter((signature) => signature?.status === status).length;
  const [good, bad, untrusted, unjudged, unsigned] = [count("good"), count("bad"), count("untrusted"), count("unjudged"), count("unsigned")];
  if (bad > 0) return { check: "signature", outcome: "problem", message: `The signatures of ${bad} of ${all} entries do not fit them.` };
  const told = [`${good} of ${all} entries are signed by somebody whom git trusts here`];
  if (untrusted > 0) told.push(`${untrusted} by somebody whom git has no reason to trust`);
  if (unsigned > 0) told.push(`${unsigned} not at all`);
  if (unjudged > 0) told.push(`${unjudged} by nobody knows whom: ${cannotJudge}`);
  return { check: "signature", outcome: good === all ? "ok" : mustBeSigned ? "problem" : "note", message: `${told.join(", ")}.` };
}

/** So many are named one by one. */
const most = 5;

/** Anybody can write any name into an entry; a signature they cannot. */
function namesCheck(entries: readonly LogEntry[], signatures: readonly (Signature | undefined)[]): VerifyCheck[] {
  const strange = entries.flatMap(({ event: { sequence, by } }, at) => {
    const signer = signatures[at]?.signer;
    return signer === undefined || signsFor(signer, by) ? [] : [`entry ${sequence} is in the name of ${by.email}, and signed by ${signer.names.join(", ")}`];
  });
  if (strange.length === 0) return [];
  const rest = strange.length > most ? `; and so on with ${strange.length - most} more` : "";
  return [{ check: "signature", outcome: "problem", message: `Signed by others than they name: ${strange.slice(0, most).join("; ")}${rest}.` }];
}
