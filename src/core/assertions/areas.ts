/** What kinds of assertion look at, in the order of the reference. */
export const assertionAreas = {
  text: "The words of the answer",
  structure: "Its form",
  tools: "The tools that were called",
  model: "What the model did beside answering",
  operation: "What the call took",
  code: "Scorers of your own",
  judges: "What another model makes of it",
  groups: "Several assertions as one",
  people: "What people make of it",
} as const;

export type AssertionArea = keyof typeof assertionAreas;
