/** Partial differential equations on boxes: the Poisson equation by fast transforms, diffusion by multigrid. */

export * from '../generated/pde.js';
