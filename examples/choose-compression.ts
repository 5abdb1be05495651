// Tries compressors and their settings on a text, and draws the Pareto front of size and time, together with Node's
// defaults.
//
//   npm start -- compression

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, deflateRawSync } from 'node:zlib';
import { backend, blackbox } from 'superlinear';
import { drawFronts } from './support/front-drawing.js';
import { writeDrawing } from './support/pictures.js';
import { formatTable } from './support/table.js';

const { values: options } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const guides = ['expression', 'constrained', 'coordinate', 'batch'].map(
  (guide) => new URL(`../../docs/${guide}.md`, import.meta.url),
);
const text = Buffer.concat(guides.map((guide) => readFileSync(guide))).subarray(
  0,
  options.small ? 20_000 : undefined,
);
console.log(`A text of ${text.length} bytes: guides of superlinear.\n`);

const variables = {
  codec: { type: 'category', values: ['deflate', 'brotli'] },
  /** From fast to thorough; each codec has its own scale. */
  effort: { type: 'real', lower: 0, upper: 1 },
  /** The logarithm of the window size for repetitions. */
  window: { type: 'integer', lower: 10, upper: 20 },
  /** The memory of deflate's tables. */
  memory: { type: 'integer', lower: 1, upper: 9 },
  /** Selects brotli's text mode, and the default strategy of deflate. */
  isText: { type: 'boolean' },
} as const satisfies blackbox.VariablesInput;

type Settings = blackbox.PointOf<typeof variables>;

function compressed({ codec, effort, window, memory, isText }: Settings): Buffer {
  if (codec === 'deflate') {
    const strategy = isText ? constants.Z_DEFAULT_STRATEGY : constants.Z_FILTERED;
    const level = 1 + Math.round(8 * effort);
    return deflateRawSync(text, { level, memLevel: memory, windowBits: Math.min(window, 15), strategy });
  }
  const mode = isText ? constants.BROTLI_MODE_TEXT : constants.BROTLI_MODE_GENERIC;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: Math.round(11 * effort),
    [constants.BROTLI_PARAM_LGWIN]: window,
    [constants.BROTLI_PARAM_MODE]: mode,
  };
  return brotliCompressSync(text, { params });
}

/** The minimum of a few times, in nanoseconds per byte, since other processes only add to it. */
function timed(settings: Settings): readonly [number, number] {
  let [size, least] = [0, Number.POSITIVE_INFINITY];
  for (let k = 0; k < 3; k++) {
    const start = process.cpuUsage();
    size = compressed(settings).length;
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, user + system);
  }
  return [(100 * size) / text.length, (1000 * Math.max(least, 1)) / text.length];
}

const evaluations = options.small ? 60 : 250;
/** Times are compared by ratios, hence their logarithm. */
const objective = (settings: Settings) => {
  const [size, time] = timed(settings);
  return [size, Math.log10(time)];
};
const found = await blackbox.pareto({
  variables,
  objective,
  objectiveCount: 2,
  maxEvaluations: evaluations,
  populationSize: options.small ? 20 : 50,
  archive: true,
});

/** Node's defaults: level 6 of deflate, quality 11 of brotli. */
const defaults = [
  { codec: 'deflate', effort: 5 / 8, window: 15, memory: 8, isText: true },
  { codec: 'brotli', effort: 1, window: 20, memory: 8, isText: false },
] as const;

const compromises = found.solutions.map((settings, k) => ({
  settings,
  size: found.values.data[2 * k] as number,
  time: 10 ** (found.values.data[2 * k + 1] as number),
}));
/** As many rows as fit on a screen. */
const shown = compromises.filter((_, k) => k % Math.ceil(compromises.length / 12) === 0);
console.log(
  formatTable(
    shown.map(({ settings: { codec, effort, window, memory, isText }, size, time }) => ({
      codec,
      effort:
        codec === 'deflate' ? `level ${1 + Math.round(8 * effort)}` : `quality ${Math.round(11 * effort)}`,
      window: String(codec === 'deflate' ? Math.min(window, 15) : window),
      memory: codec === 'deflate' ? String(memory) : '',
      text: isText ? 'yes' : 'no',
      'size, %': size.toFixed(2),
      'ns a byte': time.toFixed(1),
    })),
  ),
);
const of = ({ codec }: Settings, [size, time]: readonly [number, number]) =>
  `${codec} makes it ${size.toFixed(2)} % in ${time.toFixed(1)} ns a byte`;
const usual = defaults.map((settings) => timed(settings));
console.log(`
${found.method}: ${found.status} after ${found.evaluations} settings.
Unless told, ${defaults.map((settings, k) => of(settings, usual[k] as readonly [number, number])).join(', and ')}.`);

const tried = found.archive?.values.data ?? new Float64Array();
const points = (data: ArrayLike<number>) =>
  Array.from(
    { length: data.length / 2 },
    (_, k) => [data[2 * k] as number, 10 ** (data[2 * k + 1] as number)] as const,
  );
const picture = await writeDrawing(
  'choose-compression.svg',
  drawFronts({
    title: `Size and time of ${evaluations} settings of two compressors`,
    x: 'size, % of the text',
    y: 'nanoseconds for each byte',
    tried: points(tried),
    others: usual,
    front: points(found.values.data),
  }),
);
console.log(`What was tried, and the best compromises: ${relative('', picture)}`);
