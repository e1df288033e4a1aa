import { everydayYaml } from "./everyday-yaml/everyday-yaml.ts";
import { wholeYaml, type YamlDocument } from "./whole-yaml.ts";
import type { YamlPositions } from "./yaml-positions.ts";

/**
 * YAML 1.2, core schema, as plain data: no aliases, no anchors, no merge keys, no tags of one's own, no duplicate keys, one document.
 * Never throws for any text; time grows linearly with the text's length.
 */
export function readYaml(file: string, text: string): YamlDocument {
  const everyday = everydayYaml(text);
  if (everyday === undefined) return wholeYaml(file, text);
  // Most documents are right, and nobody asks where in them a value stands.
  let whole: YamlPositions | undefined;
  const positions = (): YamlPositions => (whole ??= wholeYaml(file, text));
  return {
    value: everyday.value,
    problems: [],
    locate: (path) => everyday.startOf(path) ?? positions().locate(path),
    locateKey: (path) => positions().locateKey(path),
    locateInText: (path, line, column) => positions().locateInText(path, line, column),
  };
}
