import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { imageSize } from "../../../src/core/cost/image-size.ts";
import { anthropicImageTokens } from "../../../src/core/providers/anthropic-images.ts";
import { openaiImageTokens } from "../../../src/core/providers/openai-images.ts";
import { dataUrl, gif, jpeg, png, webp } from "../../helpers/pictures.ts";

describe("the size of a picture", () => {
  test.each([
    ["PNG", png(4_032, 3_024)],
    ["GIF", gif(4_032, 3_024)],
    ["JPEG with a preview before it", jpeg(4_032, 3_024)],
    ["lossy WebP", webp("VP8 ", 4_032, 3_024)],
    ["lossless WebP", webp("VP8L", 4_032, 3_024)],
    ["extended WebP", webp("VP8X", 4_032, 3_024)],
  ])("is read from a %s", (_form, bytes) => {
    expect(imageSize(dataUrl("image/any", bytes))).toEqual({ width: 4_032, height: 3_024 });
  });

  test("is read from a real picture", () => {
    const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    expect(imageSize(`data:image/png;base64,${pixel}`)).toEqual({ width: 1, height: 1 });
  });

  test.each([
    ["a page's address", "https://pictures.example/cat.png"],
    ["nothing", "data:image/png;base64,"],
    ["another format", dataUrl("image/tiff", Buffer.from("II*\0and so on and so on and so on"))],
    ["a PNG of no size", dataUrl("image/png", png(0, 10))],
    ["a JPEG that ends before its frame", dataUrl("image/jpeg", jpeg(10, 10).subarray(0, 500))],
  ])("is not guessed for %s", (_what, url) => {
    expect(imageSize(url)).toBeUndefined();
  });

  test("whatever bytes a URL holds, reading them ends and throws nothing", () => {
    const beginnings = [[], [0xff, 0xd8], [0x89, 0x50, 0x4e, 0x47], [...Buffer.from("GIF8")], [...Buffer.from("RIFF1234WEBPVP8X")]];
    const bytes = fc.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 80 })).map(([start, rest]) => Buffer.from([...start, ...rest]));
    fc.assert(
      fc.property(bytes, (data) => {
        const size = imageSize(dataUrl("image/any", data));
        expect(size === undefined || (size.width > 0 && size.height > 0)).toBe(true);
      }),
    );
  });
});

describe("tokens of a picture at OpenAI", () => {
  test.each([
    // Scaled to 768 × 768: 4 tiles × 170 + 85.
    ["gpt-4o", "high", [1_024, 1_024], 765],
    // Scaled to 1,024 × 2,048, then 768 × 1,536: 6 tiles × 170 + 85.
    ["gpt-4o-2024-08-06", undefined, [2_048, 4_096], 1_105],
    ["gpt-4o", "low", [4_096, 8_192], 85],
    // 4 × 140 + 70
    ["gpt-5", "high", [1_024, 1_024], 630],
    // 4 × 150 + 75
    ["o3", "high", [1_024, 1_024], 675],
    // 32 × 32 patches × 1.62
    ["gpt-4.1-mini", undefined, [1_024, 1_024], 1_659],
    // 57 × 75 patches are more than 1,536: made smaller to 33 × 44 = 1,452 patches × 1.62
    ["gpt-5-mini", undefined, [1_800, 2_400], 2_353],
    // × 2.46
    ["gpt-4.1-nano", undefined, [1_024, 1_024], 2_520],
    // 60 × 34 patches × 1.2
    ["gpt-6-sol", undefined, [1_920, 1_080], 2_448],
    // 80 × 45 patches are more than 2,500: 66 × 37 = 2,442 × 1.2
    ["gpt-6-sol", "high", [2_560, 1_440], 2_931],
    // 126 × 95 patches are more than 10,000: 115 × 86 = 9,890 × 1.2
    ["gpt-5.5", undefined, [4_032, 3_024], 11_868],
    ["openai/gpt-4o", "high", [1_024, 1_024], 765],
    ["some-new-model", undefined, [32, 32], 2],
  ] as const)("%s, detail %s, %j: %i", (model, detail, [width, height], tokens) => {
    expect(openaiImageTokens(model, detail, { width, height })).toBe(tokens);
  });
});

describe("tokens of a picture at Anthropic", () => {
  test.each([
    // 37 × 37 patches of 28 pixels
    ["claude-haiku-4-5", [1_024, 1_024], 1_369],
    ["claude-opus-5-5", [1_024, 1_024], 1_369],
    // 69 × 39
    ["claude-opus-5-5", [1_920, 1_080], 2_691],
    // 1,568 × 882 would be 56 × 32 = 1,792: made smaller to at most 1,568.
    ["claude-sonnet-4-5-20250929", [1_920, 1_080], 1_568],
    ["claude-sonnet-4-20250514", [4_032, 3_024], 1_568],
    ["claude-opus-4-8", [4_032, 3_024], 4_784],
    ["claude-3-5-haiku-latest", [200, 200], 64],
  ] as const)("%s, %j: %i", (model, [width, height], tokens) => {
    expect(anthropicImageTokens(model, undefined, { width, height })).toBe(tokens);
  });
});

test("no picture of any size is more than the most that is said of one without a size, and each is something", () => {
  const models = ["gpt-4o", "gpt-5", "gpt-5-mini", "gpt-5.5", "gpt-6-sol", "o4-mini", "claude-opus-5-5", "claude-haiku-4-5"];
  const side = fc.integer({ min: 1, max: 20_000 });
  const law = fc.property(fc.constantFrom(...models), fc.constantFrom("auto", "low", "high", undefined), side, side, (model, detail, width, height) => {
    for (const tokens of [openaiImageTokens, anthropicImageTokens]) {
      const counted = tokens(model, detail, { width, height });
      expect(counted).toBeGreaterThan(0);
      expect(counted).toBeLessThanOrEqual(tokens(model, detail, undefined));
    }
  });
  fc.assert(law, { numRuns: 500 });
});
