/** The list of panels: one for each file in `panels`, registered nowhere else. */

import type { Panel } from './panel.js';

/** A panel and its name, also of its page. */
export interface Entry {
  readonly id: string;
  readonly panel: Panel;
}

/** The panels for one kind of problem. */
export interface Group {
  readonly problem: string;
  readonly entries: readonly Entry[];
}

const found = import.meta.glob<Panel>('./panels/*.ts', { eager: true, import: 'panel' });

const placeOf = ({ panel }: Entry) => panel.order ?? Number.MAX_VALUE;

/** All panels, in order. */
export const ENTRIES: readonly Entry[] = Object.entries(found)
  .map(([path, panel]) => ({ id: path.replace(/^.*\/|\.ts$/g, ''), panel }))
  .sort((a, b) => placeOf(a) - placeOf(b) || a.panel.title.localeCompare(b.panel.title));

/** All panels, grouped by problem. */
export const GROUPS: readonly Group[] = [...new Set(ENTRIES.map(({ panel }) => panel.problem))].map(
  (problem) => ({ problem, entries: ENTRIES.filter(({ panel }) => panel.problem === problem) }),
);
