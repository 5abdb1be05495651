/** The panels that there are: each file in `panels` is one, and nothing else names it. */

import type { Panel } from './panel.js';

/** A panel with its name in the address. */
export interface Entry {
  readonly id: string;
  readonly panel: Panel;
}

/** The panels of one problem. */
export interface Group {
  readonly problem: string;
  readonly entries: readonly Entry[];
}

const found = import.meta.glob<Panel>('./panels/*.ts', { eager: true, import: 'panel' });

const placeOf = ({ panel }: Entry) => panel.order ?? Number.MAX_VALUE;

/** All panels, in their order. */
export const ENTRIES: readonly Entry[] = Object.entries(found)
  .map(([path, panel]) => ({ id: path.replace(/^.*\/|\.ts$/g, ''), panel }))
  .sort((a, b) => placeOf(a) - placeOf(b) || a.panel.title.localeCompare(b.panel.title));

/** All panels by what they are for. */
export const GROUPS: readonly Group[] = [...new Set(ENTRIES.map(({ panel }) => panel.problem))].map(
  (problem) => ({ problem, entries: ENTRIES.filter(({ panel }) => panel.problem === problem) }),
);
