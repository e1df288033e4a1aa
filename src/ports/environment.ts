/** The process environment, by name. Values are secrets: they are used, never shown. */
export interface EnvironmentVariables {
  get(name: string): string | undefined;
}
