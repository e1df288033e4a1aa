import type { FormattedPart } from "../destinations/kind.ts";
import { digestBytes } from "../identity/digest.ts";

export interface FormField {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly filename?: string;
}

/**
 * A form with files (RFC 7578). Its boundary follows from what is in it, so that the same fields are the same bytes.
 * @param fields Names and file names without quotes or line ends.
 */
export function multipart(fields: readonly FormField[]): FormattedPart {
  const boundary = `promptops-${digestBytes(Buffer.concat(fields.map(({ bytes }) => bytes))).slice(0, 40)}`;
  const parts = fields.flatMap(({ name, contentType, bytes, filename }) => {
    const file = filename === undefined ? "" : `; filename="${filename}"`;
    return [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\nContent-Type: ${contentType}\r\n\r\n`),
      bytes,
      Buffer.from("\r\n"),
    ];
  });
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: body.toString("base64"), encoding: "base64" };
}
