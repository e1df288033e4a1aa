import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { systemClock } from "../clock.ts";
import { sqliteLock } from "../sqlite/lock.ts";

/**
 * Makes this process the only writer of an evaluation, until what it resolves with is called; a killed writer's place is free
 * at once. @throws PromptopsError `locked`.
 */
export async function holdWriter(folder: string, id: string): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const holding = sqliteLock(folder, systemClock).holding("writer", 0, () => {
    held.resolve();
    return released.promise;
  });
  holding.catch(held.reject);
  try {
    await held.promise;
  } catch (cause) {
    if (!(cause instanceof PromptopsError)) throw cause;
    throw new PromptopsError("locked", `Evaluation ${id} is being run by another process.`, { cause });
  }
  return () => {
    released.resolve();
    return holding;
  };
}
