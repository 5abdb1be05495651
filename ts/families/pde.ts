/**
 * Partial differential equations on boxes: the Poisson equation by fast transforms, diffusion, also in time, by multigrid,
 * minimizers of energies, chemotaxis, and reactions with diffusion.
 */

export * from '../generated/pde.js';
