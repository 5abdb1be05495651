// Makes compiled WebAssembly smaller and faster, with Binaryen in this process: its own program would start, and have its machine code
// optimised, anew for each module, which took two thirds as long as the work itself.

import binaryen from 'binaryen';

/** What modules may use: the features that rustc 1.82 and later take for granted, and SIMD. */
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

// Passes that took a third of the time: without the first a module is larger by a quarter of a percent, and smaller without the others,
// whose work the Rust compiler has done. What is inlined is optimised with all else.
const SKIPPED = [
  'inlining-optimizing',
  'ssa-nomerge',
  'merge-locals',
  'local-cse',
  'simplify-locals-nostructure',
];

/** Sets what is the same for all modules. */
function configure() {
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setGenerateStackIR(true);
  binaryen.setOptimizeStackIR(true);
  // The lowest kilobyte is the far end of the stack, where no address wraps around to: constants that are added to addresses may become
  // offsets of loads and stores.
  binaryen.setLowMemoryUnused(true);
  // Functions stay out of their only callers unless they are tiny, since they compress worse there: the Rust compiler has inlined what
  // makes loops faster.
  binaryen.setOneCallerInlineMaxSize(20);
  binaryen.setFlexibleInlineMaxSize(10);
  for (const pass of SKIPPED) binaryen.addPassToSkip(pass);
}

configure();
binaryen.setDebugInfo(true);

/** The bytes of a module, optimised. */
export function optimise(bytes) {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES.reduce((sum, feature) => sum | binaryen.Features[feature], 0));
  module.runPasses(['inlining']);
  module.optimize();
  // Orders by use make the numbers of functions and variables short.
  module.runPasses(['reorder-locals', 'reorder-functions']);
  const optimised = module.emitBinary();
  module.dispose();
  return optimised;
}
