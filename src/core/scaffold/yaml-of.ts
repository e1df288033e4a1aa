import { stringify } from "yaml";

/** A value as block YAML that reads back as itself, ended by a line end. */
export function yamlOf(value: object): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
