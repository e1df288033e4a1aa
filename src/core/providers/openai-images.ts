import type { ImageTokens } from "./kind.ts";

/** Models that count tiles of 512 pixels: some tokens for the picture and some for each tile. */
const tiled: readonly (readonly [models: RegExp, base: number, tile: number])[] = [
  [/^gpt-4o-mini/, 2_833, 5_667],
  [/^gpt-(?:4o|4\.1|4\.5)(?!-mini|-nano)/, 85, 170],
  [/^gpt-5(?:-chat|-codex|-2025)?(?![.\w]|-mini|-nano)/, 70, 140],
  [/^o[13](?!-mini)/, 75, 150],
  [/^computer-use/, 65, 129],
];
/** Models that count patches of 32 pixels, at most so many, each worth so many tokens. */
const patched: readonly (readonly [models: RegExp, tokens: number, most: number])[] = [
  [/^gpt-(?:4\.1|5)-mini/, 1.62, 1_536],
  [/^gpt-(?:4\.1|5)-nano/, 2.46, 1_536],
  [/^o4-mini/, 1.72, 1_536],
];
/** Newer models and unknown ones: more patches, fewer of them when the prompt asks for `high` and not for the original. */
const latest = { tokens: 1.2, most: 10_000, mostInHigh: 2_500 };
/** Patches of a picture of 512 by 512 pixels, which is what `low` makes of any. */
const lowPatches = 256;

/**
 * Tokens of a picture at OpenAI (https://developers.openai.com/api/docs/guides/images-vision#calculating-costs). The most it can be
 * where its size is not known.
 */
export const openaiImageTokens: ImageTokens = (model, detail, size) => {
  // Gateways put a vendor's name in front.
  const name = model.slice(model.lastIndexOf("/") + 1);
  const tiles = tiled.find(([models]) => models.test(name));
  if (tiles !== undefined) return tiles[1] + (detail === "low" ? 0 : tiles[2] * tileCount(size));
  const [, tokens, most] = patched.find(([models]) => models.test(name)) ?? [undefined, latest.tokens, detail === "high" ? latest.mostInHigh : latest.most];
  return Math.ceil(patchCount(size, detail === "low" ? lowPatches : most) * tokens);
};

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Scaled to fit 2,048 pixels, then to 768 on the shorter side, then cut into tiles. */
function tileCount(size: Size | undefined): number {
  if (size === undefined) return 8;
  const fits = Math.min(1, 2_048 / Math.max(size.width, size.height));
  const scale = fits * Math.min(1, 768 / (fits * Math.min(size.width, size.height)));
  return whole((size.width * scale) / 512) * whole((size.height * scale) / 512);
}

/** Patches that cover the picture, which is made smaller when they are more than allowed. */
function patchCount(size: Size | undefined, most: number): number {
  if (size === undefined) return most;
  const [across, down] = [size.width / 32, size.height / 32];
  const patches = whole(across) * whole(down);
  if (patches <= most) return patches;
  const shrink = Math.sqrt(most / (across * down));
  const fit = Math.min(Math.floor(across * shrink) / (across * shrink), Math.floor(down * shrink) / (down * shrink));
  return Math.min(most, whole(across * shrink * fit) * whole(down * shrink * fit));
}

/** Rounded up, but for what binary fractions add. */
function whole(value: number): number {
  return Math.max(1, Math.ceil(value - 1e-9));
}
