// The source text of a new, working solver, the sum of a vector, for all places of a solver.

/** `condition_estimate` of `conditionEstimate`. */
export const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `condition-estimate`. */
const kebab = (name) => snake(name).replaceAll('_', '-');

/** `ConditionEstimate`. */
export const pascal = (name) => name[0].toUpperCase() + name.slice(1);

/** `Condition estimate`. */
export const words = (name) => pascal(snake(name).replaceAll('_', ' '));

/** The pieces of the method `family.name`, by place. */
export function pieces(family, name) {
  const type = pascal(name);
  return {
    rust: rust(family, name, type),
    reexport: `pub use ${snake(name)}::${type};\n`,
    registration: `    task ${type},\n`,
    guide: guide(family, name),
    problem: problem(family, name),
    testPath: `test/conformance/${family}/${kebab(name)}.test.ts`,
    test: test(family, name),
  };
}

/** An entry of the catalogue of problems. */
const problem = (family, name) => `  {
    id: '${kebab(name)}',
    want: 'Add up numbers, in the words of a user',
    words: 'further words of users, and names in other programs',
    have: 'table',
    method: '${family}.${name}',
    guide: '${family}',
    example: { values: [1, 2, 3] },
  },
`;

const rust = (
  family,
  name,
  type,
) => `//! ${words(name)}: the computation and the method, in a sentence or two, with the source.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};

/// ${words(name)}: the computation, the method and the source. This is the doc comment of the functions in TypeScript.
///
/// @example
/// \`\`\`ts
/// const { sum } = await ${name}({ values: [1, 2, 3] });
/// \`\`\`
#[derive(JsonSchema)]
pub struct ${type};

/// The vector to be added up.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ${type}Problem {
    /// Finite numbers, at least one.
    pub values: Vector,
}

/// The sum.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ${type}Solution {
    /// The sum of \`values\`.
    pub sum: f64,
}

impl Task for ${type} {
    const NAME: &'static str = "${family}.${name}";
    type Problem = ${type}Problem;
    type Solution = ${type}Solution;
    type Progress = NoProgress;

    fn solve(problem: ${type}Problem, _run: &Run) -> Result<${type}Solution, Error> {
        check::not_empty("values", problem.values.len())?;
        check::numbers("values", &problem.values, check::FINITE)?;
        let sum: f64 = problem.values.iter().sum();
        if !sum.is_finite() {
            return Err(Error::invalid("values", "has a sum beyond all numbers"));
        }
        Ok(${type}Solution { sum })
    }
}
`;

const guide = (family, name) => `
## ${words(name)}

\`${family}.${name}\` adds up a vector.

\`\`\`ts
import { ${family} } from 'superlinear';

const { sum } = await ${family}.${name}({ values: [1, 2, 3] });
console.log(sum);
\`\`\`
`;

const test = (family, name) => `/** ${words(name)} against closed forms and references. */

import { load, ${family} } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';

beforeAll(() => load('${family}'));

checkSolver({
  method: '${family}.${name}',
  solve: ${family}.${name},
  solveSync: ${family}.${name}Sync,
  problem: () => ({ values: new Float64Array([1, 2, 3]) }),
  verify: ({ sum }) => expect(sum).toBe(6),
});

test('numbers that add up to none are refused', async () => {
  await expectError(() => ${family}.${name}({ values: [1e308, 1e308] }), 'INVALID_INPUT', 'values');
});
`;
