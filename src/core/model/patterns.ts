/** Segments of lower-case letters, digits and hyphens with `/` between; the first segment is the namespace. */
export const idPattern = "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?(?:/[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?){0,4}$";
/** One segment of an id: names of environments, suites, jobs, providers, destinations. */
export const namePattern = "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$";
/** A variable's name. */
export const variablePattern = "^[A-Za-z_][A-Za-z0-9_]{0,63}$";
/** `provider/name`, the name as the provider writes it. */
export const modelPattern = "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?/\\S+$";
/** The name of an environment variable. */
export const environmentVariablePattern = "^[A-Za-z_][A-Za-z0-9_]*$";
/** A path inside the repository: relative, POSIX, without `..`. */
export const repositoryPathPattern = "^(?![/\\\\])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\\\u0000]+$";
/** An address of the web. */
export const urlPattern = "^https?://\\S+$";
/** How long: a whole number and its unit. */
export const durationPattern = "^[1-9][0-9]*(?:s|m|h|d)$";
