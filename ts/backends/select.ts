/** The order in which backends are tried. */

import { loadNative, loadWasm } from '#backend';
import { describeValue, invalidInput, SuperlinearError } from '../engine/errors.js';
import { type Backend, type BackendDescription, type BackendName, backendNames } from './backend.js';
import { cudaBackend, nativeBackend } from './native.js';

/** A backend to try. */
interface Candidate {
  readonly name: BackendName;
  /** The name in messages. */
  readonly title: string;
  /** Whether it is tried by default. */
  readonly isAutomatic: boolean;
  /** Creates the backend. Throws if it is not available. */
  readonly open: () => Backend;
}

/** All backends in order of preference. */
const CANDIDATES: readonly Candidate[] = [
  // Uses the widest vector instructions of the processor, and all of its threads.
  {
    name: 'native',
    title: 'the native addon',
    isAutomatic: true,
    open: () => nativeBackend(loadNative()),
  },
  // Narrower instructions and one thread, but available wherever JavaScript is.
  { name: 'wasm', title: 'WebAssembly', isAutomatic: true, open: loadWasm },
  // For large problems of a few methods. Its benefit has not been measured, so it is used only on request.
  { name: 'cuda', title: 'CUDA', isAutomatic: false, open: () => cudaBackend(loadNative()) },
];

const NAMES: readonly string[] = ['auto', ...backendNames];

/** The outcome of each attempt: the backend, or the reason it is unusable. */
const tried = new Map<BackendName, { readonly backend: Backend } | { readonly reason: string }>();

/** Selects the backend: the requested one, else that of `SUPERLINEAR_BACKEND`, else the first available one. */
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
 * Describes the backend in use: its name, version, instruction set and number of threads, and, if it is not the native
 * addon, the reason.
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

/** Opens a candidate once. A failed one is tried again if explicitly requested: a device may be free by then. */
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
    // Deno throws if the program has no permission to read the environment.
    return 'auto';
  }
}
