// Formats numbers for reports.

/** `8.31 ms`, `2.40 s`, `3.7 h`. */
export function seconds(value: number): string {
  if (value >= 3600) return `${(value / 3600).toPrecision(2)} h`;
  if (value >= 100) return `${value.toFixed(0)} s`;
  if (value >= 1) return `${value.toPrecision(3)} s`;
  if (value >= 1e-3) return `${(1e3 * value).toPrecision(3)} ms`;
  return `${(1e6 * value).toPrecision(3)} µs`;
}

/** `1.4x`, `62x`, `4100x`. */
export function factor(value: number): string {
  return `${value >= 10 ? Number(value.toPrecision(2)) : value.toPrecision(2)}x`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
