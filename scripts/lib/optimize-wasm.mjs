// Makes compiled WebAssembly smaller and faster, with Binaryen in this process. Its own program would start and be
// optimized to machine code again for each module, at two thirds of the time of the work itself.

import binaryen from 'binaryen';

/** Features allowed in modules: the defaults of rustc since 1.82, and SIMD. */
const FEATURES = [
  'SIMD128',
  'BulkMemory',
  'BulkMemoryOpt',
  'NontrappingFPToInt',
  'SignExt',
  'MutableGlobals',
  'ReferenceTypes',
  'CallIndirectOverlong',
  'Multivalue',
];

// Passes that took a third of the time. Skipping the first makes a module larger by a quarter of a percent; skipping
// the others makes it smaller, because the Rust compiler has done their work. Inlined code is optimized with the rest.
const SKIPPED = [
  'inlining-optimizing',
  'ssa-nomerge',
  'merge-locals',
  'local-cse',
  'simplify-locals-nostructure',
];

/** Sets options common to all modules. */
function configure() {
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setGenerateStackIR(true);
  binaryen.setOptimizeStackIR(true);
  // The lowest kilobyte is the far end of the stack, and no address wraps around to it. Constants added to addresses
  // may therefore become offsets of loads and stores.
  binaryen.setLowMemoryUnused(true);
  // Inlines functions with a single caller only if they are tiny, since larger ones compress worse there; the Rust
  // compiler has already inlined for speed.
  binaryen.setOneCallerInlineMaxSize(20);
  binaryen.setFlexibleInlineMaxSize(10);
  for (const pass of SKIPPED) binaryen.addPassToSkip(pass);
}

configure();

export function optimize(bytes) {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES.reduce((sum, feature) => sum | binaryen.Features[feature], 0));
  module.runPasses(['inlining']);
  module.optimize();
  // Sorting by use shortens the indices of functions and variables.
  module.runPasses(['reorder-locals', 'reorder-functions']);
  const optimized = module.emitBinary();
  module.dispose();
  return optimized;
}
