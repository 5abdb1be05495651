/** Two handwritten digits as distributions of ink, from scikit-learn's `load_digits` (records 0 and 3). */

/** Pixels per side of the enlarged pictures. */
export const DIGIT_SIDE = 28;

const SMALL_SIDE = 8;

// 8 x 8 pixels in row-major order, each a digit to base 17.
const ZERO = '005d910000dfaf5003f20b8004c008800580098004b01c7002e5ac00006da000';
const THREE = '007fd10008d6f400021dd000002fb1000001cc1000001a8000845e90007dd900';

/** The zero and the three at 28 x 28 pixels, each with a little ink in every pixel and a sum of 1. */
export function digits(): { source: Float64Array; target: Float64Array } {
  return { source: enlarge(ZERO), target: enlarge(THREE) };
}

/** Bilinear interpolation, with pixel centers at half coordinates and the edge pixels repeated outwards. */
function enlarge(digit: string): Float64Array {
  const ink = (row: number, column: number) =>
    Number.parseInt(digit.charAt(clamp(row) * SMALL_SIDE + clamp(column)), 17) / 16;
  const masses = new Float64Array(DIGIT_SIDE * DIGIT_SIDE);
  for (let row = 0; row < DIGIT_SIDE; row++) {
    const y = ((row + 0.5) * SMALL_SIDE) / DIGIT_SIDE - 0.5;
    const top = Math.floor(y);
    for (let column = 0; column < DIGIT_SIDE; column++) {
      const x = ((column + 0.5) * SMALL_SIDE) / DIGIT_SIDE - 0.5;
      const left = Math.floor(x);
      const above = (1 - (x - left)) * ink(top, left) + (x - left) * ink(top, left + 1);
      const below = (1 - (x - left)) * ink(top + 1, left) + (x - left) * ink(top + 1, left + 1);
      masses[row * DIGIT_SIDE + column] = (1 - (y - top)) * above + (y - top) * below + 0.01;
    }
  }
  const total = masses.reduce((sum, mass) => sum + mass);
  return masses.map((mass) => mass / total);
}

function clamp(index: number): number {
  return Math.min(Math.max(index, 0), SMALL_SIDE - 1);
}
