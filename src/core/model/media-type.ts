const byEnding: { readonly [ending: string]: string | undefined } = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  pdf: "application/pdf",
  json: "application/json",
  csv: "text/csv",
  md: "text/markdown",
  txt: "text/plain",
  html: "text/html",
  xml: "application/xml",
  mp3: "audio/mpeg",
  wav: "audio/wav",
};

/** What a file is, by its ending; undefined when that does not tell. */
export function mediaTypeOf(path: string): string | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1];
  return ending === undefined ? undefined : byEnding[ending.toLowerCase()];
}
