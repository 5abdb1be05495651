// Random numbers that are the same doubles in JavaScript and in Python (see peers/workloads.py).

/** The first `count` outputs, in [0, 1), of the generator mulberry32 with this seed. */
export function mulberry32(seed: number, count: number): Float64Array {
  const numbers = new Float64Array(count);
  let state = seed | 0;
  for (let i = 0; i < count; i++) {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), bits | 61)) ^ bits;
    numbers[i] = ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }
  return numbers;
}
