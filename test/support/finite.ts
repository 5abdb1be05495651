/** Detection of nonfinite numbers in results. */

/**
 * The path and value of a nonfinite number at any depth, except under the keys `mayBe`; undefined if there is none. In
 * a result, null is always a number that JSON cannot represent.
 */
export function infiniteIn(value: unknown, mayBe: readonly string[] = [], path = ''): string | undefined {
  if (value === null) return `${path} = null`;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} = ${value}`;
  if (ArrayBuffer.isView(value)) {
    const place = Array.from(value as Float64Array).findIndex((entry) => !Number.isFinite(entry));
    return place < 0 ? undefined : `${path}[${place}] = ${(value as Float64Array)[place]}`;
  }
  if (typeof value !== 'object') return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = mayBe.includes(key)
      ? undefined
      : infiniteIn(item, mayBe, path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
