// The conformance tests of what has CUDA kernels, which are also tried on a device.

export const CUDA_CONFORMANCE = [
  'barycenter',
  'extremes',
  'masses-over-decades',
  'sinkhorn-divergence',
  'sinkhorn-newton',
  'symmetric',
].map((name) => `test/conformance/transport/${name}.test.ts`);
