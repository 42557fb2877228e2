/** Kinds of sentence, and the drawing of a barcode: words and numbers come from Python. */

import type { ClassKey } from './types.js';

export const ORDER: ClassKey[] = ['w', 'e', 'c', 'sh', 'r', 'q', 'n'];
export const TAGS: Record<ClassKey, string> = { w: 'W', e: 'E', c: 'C', sh: 'S', r: '?', q: 'Q', n: 'N', x: '–' };
const HEIGHTS: Record<ClassKey, number> = { w: 26, e: 20, c: 23, sh: 26, r: 15, q: 8, n: 3, x: 0 };
const HEIGHT = 26;

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
