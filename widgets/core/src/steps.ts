import type { RowData, Step } from './types.js';

/** The last step at or below a threshold; the first one where all lie above it. */
export function stepAt<T extends object>(steps: Step<T>[], threshold: number): T | null {
  let found: T | null = steps[0]?.[1] ?? null;
  for (const [from, shown] of steps) if (from <= threshold + 1e-9) found = shown;
  return found;
}

/** How many articles rest on a document at some threshold. */
export function usersOf(rows: Iterable<RowData>, doc: string): number {
  let found = 0;
  for (const { steps } of rows) if (steps.some(([, shown]) => shown.links[doc])) found += 1;
  return found;
}
