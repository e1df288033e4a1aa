/** What somebody should know whose change writes its own rules. */
export function unknownBaseText(remote: string): string {
  return `nobody knows which branch of ${remote} is its base, so the policy is that of the checked-out commit: \`git remote set-head ${remote} BRANCH\` says which.`;
}
