const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `15m`, `6h`, `2d` in milliseconds. A day has 24 hours. */
export function durationMs(text: string): number {
  const [, number = "", unit = ""] = /^([1-9]\d*)([smhd])$/.exec(text) ?? [];
  if (!isUnit(unit)) throw new TypeError(`${JSON.stringify(text)} is no duration`);
  return Number(number) * units[unit];
}

/**
 * How far off a moment is, in milliseconds, as people type it: `-2h` back, `+2h` ahead, and `2h` or `1d2h30m` to where the command looks. Undefined
 * for what is no duration.
 */
export function offsetMs(text: string, looks: "ago" | "from now"): number | undefined {
  const sign = /^[+-]/.exec(text)?.[0];
  const bare = sign === undefined ? text : text.slice(1);
  if (!/^(?:[1-9]\d*d)?(?:[1-9]\d*h)?(?:[1-9]\d*m)?(?:[1-9]\d*s)?$/.test(bare) || bare === "") return undefined;
  const ms = (bare.match(/\d+[smhd]/g) ?? []).reduce((sum, part) => sum + durationMs(part), 0);
  return (sign === undefined ? looks === "ago" : sign === "-") ? -ms : ms;
}

function isUnit(unit: string): unit is keyof typeof units {
  return Object.hasOwn(units, unit);
}
