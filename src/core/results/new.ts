import { strict, Type, type Static } from "../model/shape.ts";

/** What `new prompt`, `new suite` and `new job` wrote. */
export const NewResult = strict({
  created: Type.Array(Type.String(), { description: "Repository-relative POSIX paths." }),
  next: Type.Array(Type.String(), { description: "Commands that go on from here." }),
});
export type NewResult = Static<typeof NewResult>;

export const NewKinds = strict({
  kinds: Type.Array(strict({ command: Type.String(), summary: Type.String() })),
});
export type NewKinds = Static<typeof NewKinds>;
