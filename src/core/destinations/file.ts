import { RepositoryPath, Type, word } from "../model/shape.ts";
import { destinationKind, destinationSettings } from "./kind.ts";

export const file = destinationKind({
  kind: "file",
  summary: "A file of the work tree, written whole or not at all.",
  settings: destinationSettings("file", {
    path: { ...RepositoryPath, description: "`{job}`, `{date}` and `{run}` in it are filled in." },
    mode: Type.Optional(word(["replace", "append"], { default: "replace" })),
  }),
  external: false,
  deduplication: () => "by-id",
  guarantee: "Once: what is appended carries the delivery's name, and is not appended again.",
  async format(input) {
    const { payloadOf } = await import("../delivery/payload.ts");
    const { title, body } = payloadOf(input);
    const text = input.form === "json" ? `${body}\n` : `# ${title}\n\n${body.trimEnd()}\n`;
    return [{ contentType: input.form === "json" ? "application/json; charset=utf-8" : "text/markdown; charset=utf-8", body: text, encoding: "utf8" }];
  },
});
