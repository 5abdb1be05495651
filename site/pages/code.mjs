// A page to write a program, or to read and run one that came with a link.

import { highlighted } from '../markdown.mjs';
import { runBlock } from '../run-block.mjs';

const PROGRAM = `import { constrained } from 'superlinear';

const x = [0.25, 0.5, 1, 2, 3, 4, 6, 8];
const y = [9.1, 8.4, 7.3, 5.2, 4.1, 3.0, 1.9, 1.2];
const fit = await constrained.curveFit({ model: 'exponentialDecay', x, y });
console.log(fit.parameters.rate, fit.errors?.rate); // 0.333 0.014
console.log(fit.predict(5)); // 2.34
`;

export const code = () => [
  {
    path: 'try/code.html',
    kind: 'text',
    title: 'Write a program',
    description: 'Write a program with the solvers of superlinear and run it in the page.',
    body: `<p class="crumbs"><a href="index.html">Try it</a></p>
<h1>Write a program</h1>
<p class="lead">TypeScript, run in a worker of this page. It may import <code>superlinear</code> and <code>superlinear/FAMILY</code>, and has no access to the network.</p>
<p id="came-with-link" class="note" hidden>This program came with the link. Read it before you run it.</p>
${runBlock(PROGRAM, highlighted(PROGRAM, 'ts'))}`,
  },
];
