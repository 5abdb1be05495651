/** Numbers that are none, in results. */

/**
 * The place and value of a number that is not finite, however deep, except under the keys `mayBe`; undefined where there is none.
 * Nothing else is null in a result, but a number that JSON could not write.
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
