// Rows of the records of benchmarks: times, evaluations or errors of this library and of another program.

/** All rows with their records. */
export const rowsOf = (records) =>
  records.flatMap((record) => record.rows.map((row) => ({ ...row, record })));

/** Words for ratios above and below 1, by the unit of a row. */
const WORDS = { evaluations: ['fewer', 'more'], error: ['smaller', 'larger'] };

/** The ratio in words: another program's figure divided by ours. */
export function ratioText({ ratio, quantity }) {
  const [above, below] = WORDS[quantity] ?? ['faster', 'slower'];
  const digits = (value) => (value >= 10 ? value.toFixed(0) : value.toFixed(1));
  return ratio >= 1 ? `${digits(ratio)} times ${above}` : `${digits(1 / ratio)} times ${below}`;
}

/** The median of a side's figures, in the unit of the row. */
export function figureText(figures, quantity) {
  const sorted = [...figures].sort((one, other) => one - other);
  const median = sorted[sorted.length >> 1];
  if (quantity === 'evaluations') return `${median.toFixed(0)} evaluations`;
  if (quantity === 'error') return `error ${Number(median.toPrecision(3))}`;
  const time = median >= 1 ? `${median.toPrecision(3)} s` : `${Number((1000 * median).toPrecision(3))} ms`;
  return quantity === 'elapsed seconds' ? `${time} elapsed` : time;
}

/** The ratios of the turns. */
export const ratiosOf = ({ ours, theirs, ratio }) =>
  ours.length === theirs.length ? ours.map((time, k) => theirs[k] / time) : [ratio];
