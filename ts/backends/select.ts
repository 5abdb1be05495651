/** The one place that knows in which order backends are tried. */

import { loadNative, loadWasm } from '#backend';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import { type Backend, type BackendDescription, type BackendName, backendNames } from './backend.js';
import { cudaBackend, nativeBackend } from './native.js';

/** A backend that may be there. */
interface Candidate {
  readonly name: BackendName;
  /** What it is called in a sentence. */
  readonly title: string;
  /** Whether it is tried where none is asked for. */
  readonly isAutomatic: boolean;
  /** Makes it; throws where it cannot be had. */
  readonly open: () => Backend;
}

/** All backends, the preferred one first. */
const CANDIDATES: readonly Candidate[] = [
  // The widest vector instructions of the processor, and all of its threads.
  {
    name: 'native',
    title: 'the native addon',
    isAutomatic: true,
    open: () => nativeBackend(loadNative()),
  },
  // Narrower instructions and one thread, but it is there wherever JavaScript is.
  { name: 'wasm', title: 'WebAssembly', isAutomatic: true, open: loadWasm },
  // For large problems of few methods. What it gains has not been measured, so nobody gets it without asking.
  { name: 'cuda', title: 'CUDA', isAutomatic: false, open: () => cudaBackend(loadNative()) },
];

const NAMES: readonly string[] = ['auto', ...backendNames];

/** What came of the candidates that were tried: the backend, or why it cannot be used. */
const tried = new Map<BackendName, { readonly backend: Backend } | { readonly reason: string }>();

/** The backend to use: as asked, else as `SUPERLINEAR_BACKEND` says, else the first that can be had. */
export function selectBackend(name: 'auto' | BackendName = preference()): Backend {
  if (!NAMES.includes(name)) {
    throw invalidInput('backend', `must be one of ${NAMES.join(', ')}, got ${describeValue(name)}`);
  }
  const failures: string[] = [];
  for (const candidate of CANDIDATES) {
    if (name === 'auto' ? !candidate.isAutomatic : name !== candidate.name) continue;
    const outcome = attempt(candidate);
    if ('backend' in outcome) return outcome.backend;
    failures.push(`${candidate.title} cannot be used: ${outcome.reason}`);
  }
  throw new SuperlinearError('BACKEND_UNAVAILABLE', failures.join('; '), 'backend');
}

/**
 * Tells which backend is in use: its name, version, instruction set and number of threads, and why it is not the native
 * addon where it is not.
 */
export function backend(name?: 'auto' | BackendName): BackendDescription {
  const { description } = selectBackend(name);
  const place = CANDIDATES.findIndex((candidate) => candidate.name === description.name);
  if (place === 0) return description;
  const { title, isAutomatic } = CANDIDATES[place] as Candidate;
  const preferred = isAutomatic ? CANDIDATES.slice(0, place).map(({ name }) => tried.get(name)) : [];
  const reasons = preferred.flatMap((outcome) =>
    outcome !== undefined && 'reason' in outcome ? [outcome.reason] : [],
  );
  const reason = reasons.join('; ') || `${title} was asked for`;
  return { ...description, reason };
}

/** Opens a candidate once. One that failed is tried again where it was asked for: a device may be free by then. */
function attempt({ name, isAutomatic, open }: Candidate) {
  const known = tried.get(name);
  if (known !== undefined && ('backend' in known || isAutomatic)) return known;
  const outcome = outcomeOf(open);
  tried.set(name, outcome);
  return outcome;
}

function outcomeOf(open: () => Backend): { readonly backend: Backend } | { readonly reason: string } {
  try {
    return { backend: open() };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

function preference(): 'auto' | BackendName {
  try {
    // Browsers have no process.
    const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
    return (process?.env?.SUPERLINEAR_BACKEND || 'auto') as 'auto' | BackendName;
  } catch {
    // Deno keeps the environment from programs that it was not allowed to.
    return 'auto';
  }
}
