/** Bytes in the numbers of a question of the engine: their count, then four of them in each number. */

export function bytesOf(report: Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * (report.length - 1)));
  for (let k = 1; k < report.length; k++) view.setUint32(4 * (k - 1), report[k] as number, true);
  return new Uint8Array(view.buffer, 0, report[0]);
}
