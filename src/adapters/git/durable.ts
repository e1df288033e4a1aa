/** The setting that makes what git writes last: its own default makes neither objects nor refs durable against a power cut. */
export const fsyncAll = "core.fsync=all";
export const durable = ["-c", fsyncAll];
