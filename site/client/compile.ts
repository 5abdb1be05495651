/** Programs in TypeScript as the body of a function of `require` and `exports`. Lines keep their numbers. */

import { transform } from 'sucrase';

export const compile = (code: string): string =>
  transform(code, { transforms: ['typescript', 'imports'], disableESTransforms: true, production: true })
    .code;
