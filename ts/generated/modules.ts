// Made from the Rust structs by `npm run codegen`; not to be edited.

/** The modules of WebAssembly: one for each family and the engine, and one for each part of a family. */
export const modules = [
  'engine',
  'atom',
  'constrained',
  'constrained-expressions',
  'coordinate',
  'expression',
  'numerics',
  'sketch',
  'transport',
] as const;

/** The module of each task that is not in its family's. */
export const moduleOfTask: { readonly [task: string]: (typeof modules)[number] } = {
  'constrained.minimize': 'constrained-expressions',
};
