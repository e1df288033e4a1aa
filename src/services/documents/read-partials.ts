import { decodeText } from "../../core/model/decode-text.ts";
import type { Problem } from "../../core/errors/problem.ts";
import { withLf } from "../../core/identity/line-ends.ts";
import { partialFile, partialNamesIn } from "../../core/model/document-paths.ts";
import { notAFile } from "../../core/model/not-a-file.ts";
import type { DocumentSource } from "../../ports/document-source.ts";

export interface Partials {
  /** Texts by name; line ends are LF. */
  readonly texts: Readonly<Record<string, string>>;
  /** Of partials that are no text or no regular file. */
  readonly problems: readonly Problem[];
}

/** Every partial of the repository: they are few, and a wrong name needs all of them for the nearest right one. */
export async function readPartials(source: DocumentSource): Promise<Partials> {
  const [files, nonFiles] = await Promise.all([source.list("partials"), source.nonFiles("partials")]);
  const names = partialNamesIn(files);
  const read = await Promise.all(
    names.map(async (name) => [name, decodeText(partialFile(name), (await source.read(partialFile(name))) ?? new Uint8Array())] as const),
  );
  return {
    texts: Object.fromEntries(read.flatMap(([name, decoded]) => ("text" in decoded ? [[name, withLf(decoded.text)]] : []))),
    problems: [...notAFile(nonFiles), ...read.flatMap(([, decoded]) => ("problem" in decoded ? [decoded.problem] : []))],
  };
}
