// npm run ptx [-- --assemble]: compiles the CUDA kernels, crates/families/FAMILY/cuda/*.cu, to the PTX next to them.
//
// The compiler comes from the Python index (23 MB); neither a driver nor a GPU is needed. With --assemble, the
// assembler of the drivers (40 MB) also checks that every kernel fits each architecture without spilling registers.

import { writeFileSync } from 'node:fs';
import { readArguments } from './lib/arguments.mjs';
import { CannotBuild, main } from './lib/build.mjs';
import { at } from './lib/project.mjs';
import { assemble, kernelModules, provideCompiler, ptxFile } from './lib/ptx.mjs';

await main(async () => {
  const { values } = readArguments({ assemble: { type: 'boolean', default: false } });
  const compile = await provideCompiler();
  if (compile === undefined) {
    throw new CannotBuild(
      "npm run ptx needs Linux on x86-64, Python 3 with pip, and Python's package index.",
    );
  }
  for (const module of kernelModules()) {
    const ptx = await compile(module);
    writeFileSync(at(ptxFile(module)), ptx);
    const kernels = ptx.match(/\.entry /g).length;
    const registers = values.assemble ? `, at most ${await assemble(module)} registers` : '';
    console.log(`${ptxFile(module)}: ${kernels} kernels, ${Math.round(ptx.length / 1000)} kB${registers}`);
  }
});
