import type { OuterNeeds } from "../../src/core/eval/score-assertion.ts";

/** For assertions that need nothing beside the answer: whatever else is asked for fails, and nobody has rated anything. */
export const noNeeds: OuterNeeds = {
  runScorer: () => Promise.reject(new Error("no scorer")),
  runCommand: () => Promise.reject(new Error("no command")),
  callWebhook: () => Promise.reject(new Error("no server")),
  askJudge: () => Promise.reject(new Error("no judge")),
  answerOf: () => Promise.reject(new Error("no rival")),
  embed: () => Promise.reject(new Error("no embeddings")),
  ratingOf: () => Promise.resolve(undefined),
};
