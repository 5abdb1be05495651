/**
 * Decimal numbers in bytes. Those of up to 15 digits are computed exactly from their digits and a power of ten (Clinger, "How to read
 * floating point numbers accurately", 1990), without a string; others are left to JavaScript.
 */

const [SPACE, QUOTE, PLUS, MINUS, POINT, RETURN] = [32, 34, 43, 45, 46, 13];
const [ZERO, NINE, SMALL_E, LARGE_E] = [48, 57, 101, 69];

/** Digits whose integer is always exact as a double. */
const MAX_DIGITS = 15;

/** Powers of ten that are exact as doubles. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number in `bytes` from `start` to before `end`, which may stand in quotes or between spaces; NaN if it is none. */
export function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let [from, to] = [start, end];
  while (from < to && isMargin(bytes[from] as number)) from++;
  while (to > from && isMargin(bytes[to - 1] as number)) to--;
  const first = bytes[from];
  let k = first === MINUS || first === PLUS ? from + 1 : from;
  let [mantissa, digits, decimals, isFraction] = [0, 0, 0, false];
  for (; k < to; k++) {
    const byte = bytes[k] as number;
    if (byte >= ZERO && byte <= NINE) {
      mantissa = 10 * mantissa + (byte - ZERO);
      digits++;
      if (isFraction) decimals++;
    } else if (byte === POINT && !isFraction) isFraction = true;
    else break;
  }
  if (k < to && (digits === 0 || (bytes[k] !== SMALL_E && bytes[k] !== LARGE_E))) return Number.NaN;
  if (k < to || digits > MAX_DIGITS) return slowly(bytes, from, to);
  if (digits === 0) return Number.NaN;
  const size = decimals === 0 ? mantissa : mantissa / (POWERS[decimals] as number);
  return first === MINUS ? -size : size;
}

const isMargin = (byte: number) => byte === SPACE || byte === QUOTE || byte === RETURN;

function slowly(bytes: Uint8Array, from: number, to: number): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
