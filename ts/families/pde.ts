/** Partial differential equations on boxes: Poisson, diffusion, minimizers of energies, chemotaxis, reactions. */

export * from '../generated/pde.js';
