/** The ledger is this branch. It is never checked out. */
export const ledgerBranch = "refs/heads/promptops/ledger";
/** The remote's ledger, as it was when last fetched. */
export const trackingRef = (remote: string): string => `refs/remotes/${remote}/promptops/ledger`;
/** The newest commit that was once seen on the remote: whatever it has later continues it. */
export const seenRef = (remote: string): string => `refs/promptops/seen/${remote}/ledger`;
