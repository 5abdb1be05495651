// The conformance tests of methods with CUDA kernels, also run on a device.

export const CUDA_CONFORMANCE = [
  'barycenter',
  'extremes',
  'masses-over-decades',
  'sinkhorn-divergence',
  'sinkhorn-newton',
  'symmetric',
].map((name) => `test/conformance/transport/${name}.test.ts`);
