// Rows of the records of benchmarks: times of this library and of another program in turns.

/** All rows with their records. */
export const rowsOf = (records) =>
  records.flatMap((record) => record.rows.map((row) => ({ ...row, record })));

/** The ratio of times in words: another program's time divided by ours. */
export function ratioText({ ratio }) {
  const digits = (value) => (value >= 10 ? value.toFixed(0) : value.toFixed(1));
  return ratio >= 1 ? `${digits(ratio)} times faster` : `${digits(1 / ratio)} times slower`;
}

/** The ratios of the turns. */
export const ratiosOf = ({ ours, theirs, ratio }) =>
  ours.length === theirs.length ? ours.map((time, k) => theirs[k] / time) : [ratio];
