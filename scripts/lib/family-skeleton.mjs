// The source text of a new, working family with one method, for all places of a family.

import { families } from './project.mjs';
import { pascal, pieces, snake, words } from './solver-skeleton.mjs';

/** The family before the new one in the alphabetical list and in everything generated from it. */
function familyBefore(family) {
  const before = families().findLast((other) => other < family);
  if (before === undefined) return '\nfamilies! {\n';
  return new RegExp(`\\n {4}${before}: superlinear_${before}(?: \\[[a-z, ]+\\])?,\\n`);
}

/** The pieces of the family `family` with the method `name`: new files, and insertions into existing files. */
export function familyPieces(family, name) {
  const parts = pieces(family, name);
  return {
    files: {
      [`crates/families/${family}/Cargo.toml`]: manifest(family),
      [`crates/families/${family}/README.md`]: readme(family, name),
      [`crates/families/${family}/src/lib.rs`]: library(family, name, parts),
      [`crates/families/${family}/src/${snake(name)}.rs`]: parts.rust,
      [`bindings/wasm/families/${family}.rs`]: module(family),
      [`ts/families/${family}.ts`]: typescript(family),
      [`ts/claims/${family}.ts`]: claims(family, name),
      [`ts/problems/${family}.ts`]: problems(family, parts),
      [`docs/${family}.md`]: `# ${words(family)}\n${parts.guide}`,
      [`bench/${family}.bench.ts`]: bench(family, name),
      [`bench/agree/${family}/kinds.ts`]: kinds(family, name),
      [`bench/agree/${family}/worker.py`]: worker(family),
      [`web/panels/${family}.ts`]: panel(family, name),
      [parts.testPath]: parts.test,
    },
    insertions: [
      {
        path: 'Cargo.toml',
        before: 'superlinear-engine = ',
        text: `superlinear-${family} = { path = "crates/families/${family}" }\n`,
      },
      {
        path: 'crates/methods/Cargo.toml',
        before: '\n[dev-dependencies]',
        text: `superlinear-${family}.workspace = true\n`,
      },
      {
        path: 'crates/methods/src/lib.rs',
        after: familyBefore(family),
        text: `    ${family}: superlinear_${family},\n`,
      },
      {
        path: 'bindings/wasm/Cargo.toml',
        before: '\n# One module',
        text: `superlinear-${family}.workspace = true\n`,
      },
      {
        path: 'bindings/wasm/Cargo.toml',
        after: /$/,
        text: `\n[[example]]\nname = "${family}"\npath = "families/${family}.rs"\ncrate-type = ["cdylib"]\n`,
      },
      {
        path: 'README.md',
        before: '| [numerics](docs/numerics.md)',
        text: `| [${family}](docs/${family}.md) | what problems it solves | |\n`,
      },
    ],
  };
}

const manifest = (family) => `[package]
name = "superlinear-${family}"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish.workspace = true

[lib]
doctest = false

[lints]
workspace = true

[dependencies]
superlinear-interface.workspace = true
schemars = "1.2.3"
serde = { version = "1.0.229", features = ["derive"] }
`;

const readme = (family, name) => `# superlinear-${family}

${words(family)}: the problems of the family, in a sentence.

## Methods

- \`${name}\`: what it computes, in a phrase

## Papers

- Authors: Title, where, year (arXiv number).

## Code

- Main types: \`${pascal(name)}\`.
- Begin reading: \`src/${snake(name)}.rs\`.

\`\`\`sh
cargo test --profile checks -p superlinear-${family}        # unit and integration tests
npx vitest run --project native test/conformance/${family}  # conformance tests
npm run bench -- ${family}                                  # benchmark
npm run agree -- ${family}                                  # comparison with another program
\`\`\`

Guide: [docs/${family}.md](../../../docs/${family}.md).
`;

const library = (family, name, parts) => `//! ${words(family)}: the problems of the family, in a sentence.
//!
//! | module | contents |
//! |---|---|
//! | \`${snake(name)}\` | the computation, as a task |

mod ${snake(name)};

${parts.reexport}
superlinear_interface::methods! {
${parts.registration}}
`;

const module = (family) => `//! The WebAssembly module of the family \`${family}\`.

superlinear_wasm::module!(superlinear_${family}::methods);
`;

const typescript = (family) => `/** ${words(family)}: the problems of the family, in a sentence. */

export * from '../generated/${family}.js';
`;

const problems = (family, parts) => `/** Problems of ${family}. */

import type { Problem } from './problem.js';

export const problems: readonly Problem[] = [
${parts.problem}];
`;

const claims = (
  family,
  name,
) => `/** Claims about ${words(family).toLowerCase()}: the results claimed by the papers, and the measurements. */

import { ${name} } from '../families/${family}.js';
import type { Claim } from './support/claim.js';

export const claims: readonly Claim[] = [
  {
    name: 'sum',
    claim: 'What the paper promises, in a sentence',
    source: 'Authors, where, year',
    shown: {
      what: 'the data and the seed: the numbers from 1 to 100',
      budget: 0.1,
      async measure(log) {
        const { sum } = await ${name}({ values: Array.from({ length: 100 }, (_, k) => k + 1) });
        if (Number.isInteger(sum)) log('an integer');
        return { sum };
      },
    },
    gold: { sum: { near: 5050, relative: 1e-12 } },
    landmarks: ['an integer'],
    verdict: 'holds',
  },
];
`;

const bench = (family, name) => `// ${words(family)}: natively on one thread, and by WebAssembly.

import { ${family} } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { columnsOf, timeBackends } from './support/backends.js';

const sizes = [10_000, 100_000, 1_000_000];

async function measure(size: number): Promise<Record<string, string>> {
  const problem = { values: Float64Array.from({ length: size }, (_, k) => k) };
  const times = await timeBackends(5, (options) => ${family}.${name}Sync(problem, options));
  return { size: String(size), ...columnsOf(times) };
}

const lines: Record<string, string>[] = [];
for (const size of sizes) lines.push(await measure(size));
console.log(formatTable(lines));
`;

const kinds = (family, name) => `// ${words(family)} against NumPy.

import { ${family} } from 'superlinear';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Model {
  readonly values: number[];
}

const numbers = (entry: (random: Random) => number) => (random: Random): Model => ({
  values: random.list(random.integer(1, 20), () => entry(random)),
});

export const subjects = [
  subject<Model, ${family}.${pascal(name)}Solution, Reply & { readonly sum: number }>({
    method: '${name}',
    kinds: {
      tiny: (random) => ({ values: [random.normal()] }),
      degenerate: numbers((random) => random.integer(-1, 1)),
      scaled: numbers((random) => random.normal() * random.scale()),
    },
    axes: [['values']],
    peer: 'total',
    solve: ${family}.${name}Sync,
    *judge({ values }, { solution }, { sum }) {
      if (solution === undefined) return;
      const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      yield* compareFigures('the sum', solution.sum, sum, 1e-14 * values.length * size);
    },
  }),
];
`;

const worker = (family) => `"""${words(family)} by NumPy."""

from answering import answer, array

PACKAGES = ("numpy",)


def total(model: dict) -> dict:
    """The sum of the numbers."""
    return {"sum": array(model["values"]).sum()}


if __name__ == "__main__":
    answer(PACKAGES, total)
`;

const panel = (family, name) => `/** ${words(family)} as a table. */

import { ${family} } from 'superlinear';
import { numbersIn, tablePanel, textField } from '../table-panel.js';

export const panel = tablePanel({
  problem: '${pascal(family)}',
  title: '${words(name)}',
  question: 'What does it answer?',
  introduction: 'What the visitor gives, and what it becomes.',
  fields: [textField('values', 'Values', '1, 2, 3')],
  call: '${family}.${name}',
  solver: ${family}.${name},
  problemOf: ({ values }) => ({ values: numbersIn(values) }),
});
`;
