/** Tells a watcher of jobs that one began or ended. It never throws: a watcher that cannot be reached stops no run. */
export interface Heartbeat {
  /** @returns Why it could not be told, in a sentence without the URL; undefined when it was. */
  beat(url: URL, allowPrivate: boolean, signal: AbortSignal): Promise<string | undefined>;
}
