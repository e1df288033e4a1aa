import { RepositoryPath } from "../model/shape.ts";
import { providerKind, settingsOf } from "./kind.ts";

export const scripted = providerKind({
  kind: "scripted",
  summary: "Answers from rules in a file: no key, no network, the same every time.",
  settings: settingsOf("scripted", { rules: RepositoryPath }),
  files: ({ rules }) => [{ path: rules, at: ["rules"], document: "script" }],
  pricing: () => "free",
  embeds: () => true,
});
