import type { Step } from './types.js';

/** The last step at or below a threshold. */
export function stepAt(steps: Step[], threshold: number): Step | null {
  let found: Step | null = null;
  for (const step of steps) if (step[0] <= threshold + 1e-9) found = step;
  return found;
}
