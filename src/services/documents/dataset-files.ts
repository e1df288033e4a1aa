import { posix } from "node:path";
import picomatch from "picomatch";
import { isSuiteFile } from "../../core/model/document-paths.ts";
import type { Breach } from "../../core/model/breach.ts";
import type { Dataset } from "../../core/model/suite.ts";
import type { DocumentSource } from "../../ports/document-source.ts";

export type DatasetFormat = NonNullable<Dataset["format"]>;

export interface DatasetFile {
  readonly file: string;
  readonly format: DatasetFormat;
}

const endings: { readonly [ending: string]: DatasetFormat | undefined } = {
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
  ".csv": "csv",
  ".yaml": "yaml",
  ".yml": "yaml",
};

/** The files that a dataset names, sorted. @param suiteFile Paths count from its folder. */
export async function datasetFiles(
  source: DocumentSource,
  suiteFile: string,
  dataset: Dataset,
): Promise<{ readonly files: DatasetFile[]; readonly breaches: Omit<Breach, "path">[] }> {
  const folder = posix.dirname(suiteFile);
  const pattern = posix.join(folder, dataset.path);
  if (pattern.startsWith("../"))
    return {
      files: [],
      breaches: [{ rule: "outside-repository", message: `\`${dataset.path}\` leaves the repository.`, hint: "Datasets lie inside it, best beside the suite." }],
    };
  const { base, isGlob } = picomatch.scan(pattern);
  const candidates = await source.list(isGlob ? base : posix.dirname(pattern) === "." ? "" : posix.dirname(pattern));
  const matches = isGlob ? picomatch(pattern) : (file: string) => file === pattern;
  const named = candidates.filter((file) => matches(file));
  const found = named.filter((file) => !isSuiteFile(file));
  const [taken] = named.filter(isSuiteFile);
  if (found.length === 0 && taken !== undefined)
    return { files: [], breaches: [{ rule: "suite-as-data", message: `\`${taken}\` is read as a suite.`, hint: asDataset(taken) }] };
  if (found.length === 0)
    return {
      files: [],
      breaches: [
        {
          rule: "missing-file",
          message: isGlob ? `\`${dataset.path}\` matches no file.` : `There is no file \`${pattern}\`.`,
          hint: `Paths count from the suite's folder, \`${folder}\`.`,
        },
      ],
    };
  const files = found.map((file) => ({ file, format: dataset.format ?? endings[posix.extname(file).toLowerCase()] }));
  const unknown = files.flatMap(({ file, format }) =>
    format === undefined
      ? [{ rule: "unknown-format", message: `The ending of \`${file}\` does not tell its format.`, hint: "Write `format: jsonl`, `csv` or `yaml`." }]
      : [],
  );
  return { files: files.flatMap(({ file, format }) => (format === undefined ? [] : [{ file, format }])), breaches: unknown };
}

/** How a file of cases gets a name that no suite has. */
export function asDataset(suiteFile: string): string {
  return `Every \`.yml\` right below \`evals/\` is a suite: call a list of cases \`${posix.basename(suiteFile, ".yml")}.yaml\`, or give datasets a folder, as \`data/${posix.basename(suiteFile)}\`.`;
}
