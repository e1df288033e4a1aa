/** The beginning of a PNG of this size. */
export function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(29);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(header);
  header.write("IHDR", 12);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
}

export function gif(width: number, height: number): Buffer {
  const header = Buffer.from("GIF89a\0\0\0\0\0\0", "latin1");
  header.writeUInt16LE(width, 6);
  header.writeUInt16LE(height, 8);
  return header;
}

/** With a profile and a preview of its own before the frame, as cameras write it. */
export function jpeg(width: number, height: number): Buffer {
  const segment = (marker: number, data: Buffer) => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(marker, 0);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, data]);
  };
  const preview = Buffer.alloc(20_000, 0x11);
  const frame = Buffer.alloc(6);
  frame.writeUInt8(8, 0);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const tables = segment(0xffc4, Buffer.alloc(30));
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xffe1, preview), tables, Buffer.from([0xff]), segment(0xffc2, frame)]);
}

/** In one of the three forms of WebP. */
export function webp(form: "VP8 " | "VP8L" | "VP8X", width: number, height: number): Buffer {
  const file = Buffer.alloc(40);
  file.write("RIFF", 0);
  file.write("WEBP", 8);
  file.write(form, 12);
  if (form === "VP8X") {
    file.writeUIntLE(width - 1, 24, 3);
    file.writeUIntLE(height - 1, 27, 3);
  } else if (form === "VP8L") {
    file.writeUInt8(0x2f, 20);
    file.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 21);
  } else {
    file.writeUInt16LE(width, 26);
    file.writeUInt16LE(height, 28);
  }
  return file;
}

export function dataUrl(type: string, bytes: Buffer): string {
  return `data:${type};base64,${bytes.toString("base64")}`;
}
