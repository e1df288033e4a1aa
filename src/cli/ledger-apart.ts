/** Says once, on stderr, that what is shown of the ledger is not all that this clone was told of. */
export function ledgerApart(): (remote: string) => void {
  let told = false;
  return (remote) => {
    if (!told)
      process.stderr.write(
        `note: This is the ledger as it was recorded here; the one on ${remote}, as last seen, has records that it lacks. The next command that writes joins them.\n`,
      );
    told = true;
  };
}
