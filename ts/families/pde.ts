/** Partial differential equations on boxes: the Poisson equation by fast transforms, diffusion, also in time, by multigrid. */

export * from '../generated/pde.js';
