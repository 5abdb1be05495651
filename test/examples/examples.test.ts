/** The examples run, and produce their promised output. */

import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test.each(['native', 'wasm'])('color transfer by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/color-transfer.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout).toMatch(/color transfer .* Sinkhorn-Newton .* converged/);
  expect(stdout).toMatch(/weak link .* Sinkhorn-Newton .* converged/);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test('colors on a GPU, or why there is none', async () => {
  const args = ['build/examples/color-transfer.js', '--small', '--backend', 'cuda'];
  const { stdout } = await run(process.execPath, args);
  expect(stdout).toMatch(/CUDA cannot be used: .*; so no more colors|cuda +converged/);
  expect(stdout).toMatch(/color transfer .* Sinkhorn-Newton .* converged/);
});

test.each(['native', 'wasm'])('barycenters of shapes by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/barycenter-of-shapes.js', '--small'], {
    env,
  });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout.match(/ converged /g)).toHaveLength(4);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(2000);
});

test.each(['native', 'wasm'])('matching of point clouds by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/match-point-clouds.js', '--small'], {
    env,
  });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  // The map of the last stage, for a key of length 1.6; the points' noise is 0.01.
  const distance = Number(/^ *4 +0\.001 +\d+ +\S+ +(\S+)/m.exec(stdout)?.[1]);
  expect(distance).toBeLessThan(0.03);
  const [outliers, others] =
    /outliers: (\S+) %; other points: (\S+) %/.exec(stdout)?.slice(1).map(Number) ?? [];
  expect(outliers).toBeLessThan(5);
  expect(others).toBeGreaterThan(40);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('segmentation of a photograph by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/segment-photograph.js', '--small'], {
    env,
  });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout).toMatch(/converged by/);
  // Wings, fuselage and tail cover about a quarter of the picture.
  const share = Number(/has (\S+) % of the pixels/.exec(stdout)?.[1]);
  expect(share).toBeGreaterThan(17);
  expect(share).toBeLessThan(30);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('calibration of a sensor by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/calibrate-sensor.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  // The noise is 0.1 kPa.
  const [, , , best] = [...stdout.matchAll(/ (\S+) kPa /g)].map(([, error]) => Number(error));
  expect(best).toBeLessThan(0.2);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(100_000);
});

test.each(['native', 'wasm'])('compression of a photograph by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/compress-photograph.js', '--small'], {
    env,
  });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  const errors = [...stdout.matchAll(/^ *(?:4|16|64) .*? % +(\S+)/gm)].map(([, error]) => Number(error));
  expect(errors).toHaveLength(3);
  expect(errors[2]).toBeLessThan((errors[0] as number) / 4);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('words of reviews by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/words-of-reviews.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout).toMatch(/converged/);
  // The words used to generate the reviews.
  expect(stdout).toMatch(/^wonderful +x [1-9]/m);
  expect(stdout).toMatch(/^boring +x 0\./m);
  expect(Number(/(\S+) % right/.exec(stdout)?.[1])).toBeGreaterThan(75);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('diagnosis of tumours by %s', async (backend) => {
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/diagnose-tumours.js'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout).toMatch(/converged/);
  const [others, right] = /Of (\d+) others (\d+)/.exec(stdout)?.slice(1).map(Number) ?? [];
  expect((right as number) / (others as number)).toBeGreaterThan(0.93);
});

test.each(['native', 'wasm'])('an atom and the periodic table by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/plot-atom.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  // The total energy in the reference table for Dirac's equation.
  expect(stdout).toContain('-128.33640325');
  expect(stdout).toContain('18 elements and their ions');
  for (const [file] of stdout.matchAll(/build\/pictures\/\S+/g)) {
    expect((await stat(file)).size).toBeGreaterThan(500);
  }
});

test.each(['native', 'wasm'])('hanging chains by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/hanging-chain.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout.match(/ converged /g)).toHaveLength(7);
  // With many links, the chain approximates the catenary.
  const [sag, pull] = /sag is (\S+), its pull at the nails (\S+)\./.exec(stdout)?.slice(1).map(Number) ?? [];
  const [ofChain, atNail] =
    /^ *200 .*? converged +\d+ +(\S+) +(\S+)/m.exec(stdout)?.slice(1).map(Number) ?? [];
  expect(Math.abs((ofChain as number) - (sag as number))).toBeLessThan(1e-4);
  expect(Math.abs((atNail as number) - (pull as number))).toBeLessThan(1e-2);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('forecasts of passengers by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/forecast-passengers.js'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  const errorOf = (method: string) =>
    Number(new RegExp(`${method} +converged +\\d+ +(\\S+) %`).exec(stdout)?.[1] ?? Number.NaN);
  expect(errorOf('exponentialSmoothing')).toBeLessThan(errorOf('seasonalNaive'));
  expect(errorOf('exponentialSmoothing')).toBeLessThan(13);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(1000);
});

test.each(['native', 'wasm'])('a soap film by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/soap-film.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  const lines = [...stdout.matchAll(/^ *\d+ +converged +(\S+) .*? (\d+) +\d+ +\d+ ms/gm)];
  const areas = lines.map(([, area]) => Number(area));
  expect(areas).toHaveLength(3);
  // Errors of the mesh fall by four, and iterations do not grow.
  const [coarse = 0, middle = 0, fine = 0] = areas;
  expect((coarse - middle) / (middle - fine)).toBeGreaterThan(2);
  for (const [, , iterations] of lines.slice(1)) expect(Number(iterations)).toBeLessThan(12);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(1000);
});

test.each(['native', 'wasm'])('the terrain of a volcano by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/survey-volcano.js'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  const lines = [...stdout.matchAll(/^ *\d+ +converged +\d+ +(\S+) +(\S+) +\d+ ms/gm)];
  const errors = lines.map(([, error]) => Number(error));
  expect(errors).toHaveLength(3);
  expect(errors.toSorted((a, b) => b - a)).toEqual(errors);
  for (const [, error, ofNearest] of lines) expect(Number(error)).toBeLessThan(0.95 * Number(ofNearest));
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('control of masses between springs by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/spring-control.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  const rows = [...stdout.matchAll(/^ *(\d+) +converged +(\S+) +(\d+) +(\d+)/gm)].map((row) =>
    row.slice(1).map(Number),
  );
  expect(rows).toHaveLength(2);
  const wild = Number(/mean square is (\d\S+)\.$/m.exec(stdout)?.[1]);
  for (const [, square = 0, warm = 0, cold = 0] of rows) {
    expect(square).toBeLessThan(0.6 * wild);
    expect(warm).toBeLessThan(0.4 * cold);
  }
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(5000);
});

test.each(['native', 'wasm'])("a robot's arm by %s", async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/robot-arm.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout).toContain('converged: 101');
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('fair credits by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/fair-credit.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout.match(/ converged /g)).toHaveLength(3);
  expect(stdout).toMatch(/^equal means .* -?0\.0000 /m);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(5000);
});

test.each(['native', 'wasm'])('the fit of hares and lynxes by %s', async (backend) => {
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/hares-and-lynxes.js'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  // Carpenter's estimates of the growth and death rates, 0.55 and 0.80, are of a model with other errors.
  const growth = Number(/growth +(\S+)/.exec(stdout)?.[1]);
  const death = Number(/death +(\S+)/.exec(stdout)?.[1]);
  expect(Math.abs(growth - 0.55)).toBeLessThan(0.1);
  expect(Math.abs(death - 0.8)).toBeLessThan(0.2);
  expect(stdout).toContain('has converged');
});

test.each(['native', 'wasm'])('theophylline in twelve subjects by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/theophylline.js'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout.match(/ converged$/gm)).toHaveLength(12);
  expect(stdout.match(/ finished$/gm)).toHaveLength(12);
  // SciPy's curve_fit of the closed form for subject 4: ka 1.17147701 ± 0.26908088, ke 0.08746688 ± 0.01973788,
  // V 0.42758921 ± 0.04491163. A sum of closed forms, with bands by its covariance, gives the ranges after 15 doses.
  expect(stdout).toMatch(
    /^ *4 +4\.40 +1\.17 ± 0\.27 +0\.087 ± 0\.020 +0\.428 ± 0\.045 +7\.9 ± 1\.8 +converged$/m,
  );
  expect(stdout).toMatch(/^ *4 +10\.97 +17\.53 +5\.88 to 22\.43 +finished$/m);
  expect(stdout).toMatch(/^ *11 +7\.26 +14\.30 +6\.24 to 15\.24 +finished$/m);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('the regions of an attractor by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/butterfly.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  // The exponent of the flow is 0.906.
  const exponent = Number(/exponent (\S+),/.exec(stdout)?.[1]);
  expect(Math.abs(exponent / 0.906 - 1)).toBeLessThan(0.4);
  expect(stdout).toMatch(/automaton of 6 states, right on 100.0 %/);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('fits of ultrasound by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/fit-ultrasound.js'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout.match(/ converged /g)).toHaveLength(4);
  // NIST's certified values: the damping and its error, and the standard deviation of the residuals.
  expect(stdout).toMatch(/damped and spread .*damping 0\.190 ± 0\.022,.* 3\.36 /);
  // The robust fit is barely affected by the spoiled readings.
  const damping = Number(/spoilt, robust .*damping (\S+) ±/.exec(stdout)?.[1]);
  expect(Math.abs(damping - 0.19)).toBeLessThan(0.03);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('digits by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/digits.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  // Guesses would be right a tenth of the time.
  expect(Number(/(\S+) % are read rightly/.exec(stdout)?.[1])).toBeGreaterThan(80);
  const fours = [...stdout.matchAll(/^ *[1-4] +(0\.\d{4}) +(\d\.\d{4}) /gm)].map((row) =>
    row.slice(1).map(Number),
  );
  expect(fours).toHaveLength(4);
  for (const [before, after] of fours) {
    expect(before).toBeLessThan(0.5);
    expect(after).toBeGreaterThanOrEqual(0.99);
  }
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(5000);
});

test.each(['native', 'wasm'])('wrong labels by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/clean-labels.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  const percentages = [...stdout.matchAll(/ (\S+) %$/gm)].map(([, number]) => Number(number));
  // With the given labels, the trusted digits, the weighted ones, and the right labels.
  expect(percentages).toHaveLength(4);
  expect(percentages[2]).toBeGreaterThan((percentages[0] as number) + 3);
  // Random suspicions would be right 40 % of the time.
  expect(Number(/(\d+) % of them rightly/.exec(stdout)?.[1])).toBeGreaterThan(60);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(5000);
});

test.each(['native', 'wasm'])('settings of compressors by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/choose-compression.js', '--small'], {
    env,
  });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout).toContain('predictor: evaluationLimit after 60 settings.');
  // On the Pareto front, smaller results take longer.
  const rows = [...stdout.matchAll(/^(?:deflate|brotli) .* (\d+\.\d+) +(\d+\.\d+)$/gm)].map(
    ([, size, time]) => [Number(size), Number(time)],
  );
  expect(rows.length).toBeGreaterThan(2);
  for (const [k, [size, time]] of rows.entries()) {
    const [before, longer] = rows[k - 1] ?? [0, Number.POSITIVE_INFINITY];
    expect(size).toBeGreaterThanOrEqual(before as number);
    expect(time).toBeLessThanOrEqual(longer as number);
  }
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(5000);
});

test.each(['native', 'wasm'])('a denoiser that learns by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/learn-denoiser.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  const rows = [...stdout.matchAll(/^(\w+) +converged .* (\S+) -> (\S+) /gm)];
  expect(rows).toHaveLength(4);
  for (const [, , before, after] of rows) expect(Number(after)).toBeGreaterThan(Number(before) + 5);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(5000);
});

test.each(['native', 'wasm'])('penalty kicks by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/penalty-kicks.js'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  // The probabilities predicted by the paper.
  expect(stdout).toMatch(/converged: 79\.58 goals/);
  expect(stdout).toContain('natural side in 61.5 %, keepers dive there in 58.0 %');
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(2000);
});

test.each(['native', 'wasm'])('a bridge that makes everybody slower by %s', async (backend) => {
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/braess-bridge.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  // 6 travelers: 2 over the bridge and 92 minutes with it, 83 without.
  expect(stdout).toMatch(/^ *6 +converged +2\.00 +92\.0 +83\.0/m);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(1000);
});

test.each(['native', 'wasm'])('dishes that go round in circles by %s', async (backend) => {
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/rank-dishes.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout).toContain('Strengths: converged; lottery: converged, the only one.');
  // No dish is preferred to a drawn one by a majority.
  expect(
    Array.from(stdout.matchAll(/(\d+\.\d) %$/gm), ([, share]) => Number(share)).every((share) => share <= 50),
  ).toBe(true);
});

test.each(['native', 'wasm'])('a stream of tumors by %s', async (backend) => {
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/stream-tumours.js'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout).toContain('continued in a new process: the same bits');
  expect(Number(/; (\d+) mistakes in 569/.exec(stdout)?.[1])).toBeLessThan(80);
});
