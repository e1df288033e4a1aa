import { Name, RepositoryPath, Type } from "../model/shape.ts";
import { providerKind, settingsOf } from "./kind.ts";

export const replay = providerKind({
  kind: "replay",
  summary: "Answers that were recorded with `eval --record`: no key, no network, the same every time and everywhere.",
  settings: settingsOf("replay", {
    recordings: { ...RepositoryPath, description: "The folder that `eval --record` wrote." },
    provider: Type.Optional({ ...Name, description: "The provider whose answers they are. Default: the one that had this one's name." }),
  }),
  kept: true,
  embeds: () => true,
  files: ({ recordings }) => [{ path: recordings, at: ["recordings"], document: "recording", folder: true }],
  standsFor: ({ provider }) => provider,
});
