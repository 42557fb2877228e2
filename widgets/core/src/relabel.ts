/** The drawing of a barcode, and the class of a badge: words and numbers come from Python. */

import { BADGES, HEIGHTS, ORDER, TAGS } from './generated.js';
import type { ClassKey } from './types.js';

const HEIGHT = Math.max(...Object.values(HEIGHTS));

/** The badge class of an agency's name, as `provenance.show.view` has it. */
export function badge(name: string): string {
  if (BADGES.includes(name)) return name;
  return / and |,/.test(name) || name === 'agencies' ? 'several' : 'other';
}

/** The barcode: one path of fills and one of top edges for each class. */
export function barcode(code: [number, number][], tags: string): { class: ClassKey; fill: string; edge: string }[] {
  const fills = new Map<ClassKey, string>();
  const edges = new Map<ClassKey, string>();
  code.forEach(([left, right], index) => {
    const key = ORDER.find((name) => TAGS[name] === tags[index]) ?? 'n';
    const end = right - left > 2 ? right - 1 : right;
    const top = HEIGHT - HEIGHTS[key];
    fills.set(key, `${fills.get(key) ?? ''}M${left} ${top}H${end}V${HEIGHT}H${left}z`);
    edges.set(key, `${edges.get(key) ?? ''}M${left} ${top + 1}H${end}`);
  });
  return ORDER.filter((key) => fills.has(key)).map((key) => ({
    class: key,
    fill: fills.get(key) as string,
    edge: edges.get(key) as string,
  }));
}
