/** Labels again at another threshold: pure functions over steps that Python asked the rules for. */

import { BADGES, FLAGGED, HEIGHTS, LABELS, ORDER, TAGS, TITLES } from './generated.js';
import { stepAt } from './steps.js';
import type { ClassKey, CodeItem, Flag, RowData } from './types.js';

const VERDICTS: Record<string, string> = {
  wholly: 'Wholly from dispatches',
  mainly: 'Mainly from dispatches',
  partly: 'Partly from dispatches',
  none: 'No dispatch found',
  undetermined: 'Undetermined',
};
const HEIGHT = Math.max(...Object.values(HEIGHTS));
const MOST_FLAGS = 6;

/** What a row shows at one threshold. */
export interface Shown {
  classes: ClassKey[];
  counts: Record<string, number>;
  total: number;
  matched: number;
  agencies: [string, number][];
  docs: Map<string, number>;
  verdict: string;
  label: string;
  words: string;
  flags: Flag[];
}

export function show(row: RowData, threshold: number): Shown {
  const counts: Record<string, number> = Object.fromEntries(ORDER.map((key) => [key, 0]));
  const agencies = new Map<string, number>();
  const docs = new Map<string, number>();
  const flags = new Map<string, Flag>();
  const classes = row.code.map((item) => {
    const step = stepAt(item.steps, threshold);
    const key = step?.[1] ?? item.class;
    counts[key] = (counts[key] ?? 0) + 1;
    if (step && (key === 'w' || key === 'e')) {
      if (step[2]) agencies.set(step[2], (agencies.get(step[2]) ?? 0) + 1);
      if (step[3]) docs.set(step[3], (docs.get(step[3]) ?? 0) + 1);
    }
    if (FLAGGED.includes(key)) for (const flag of item.flags) flags.set(`${flag.kind} ${flag.text}`, flag);
    return key;
  });
  const found = [...agencies].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const hidden = found.map(([name]) => name).filter((name) => !row.named.includes(name));
  const total = classes.length;
  const matched = (counts.w ?? 0) + (counts.e ?? 0);
  const verdict = row.verdicts.filter(([from]) => from <= threshold + 1e-9).at(-1)?.[1] ?? 'undetermined';
  const unnamed: Flag[] = hidden.length ? [{ kind: 'un', text: `${listed(hidden)} not named` }] : [];
  return {
    classes,
    counts,
    total,
    matched,
    agencies: found,
    docs,
    verdict,
    label: label(verdict, counts),
    words: `${matched} of ${total} ${total === 1 ? 'sentence' : 'sentences'}${counts.c ? `; ${counts.c} credited only` : ''}${counts.r ? `; ${counts.r} to look at` : ''}`,
    flags: [...unnamed, ...flags.values()].slice(0, MOST_FLAGS),
  };
}

function label(verdict: string, counts: Record<string, number>): string {
  const credited = counts.c && !counts.w && !counts.e;
  const words = credited ? LABELS.c : (VERDICTS[verdict] ?? verdict);
  if (!counts.sh) return words;
  return words + (verdict === 'none' || verdict === 'undetermined' ? '; shares an unseen source' : '; and an unseen source');
}

export function listed(names: string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');
}

/** The stacked bar: class, size in hundredths, and the words that fit in. */
export function bar(shown: Shown): { class: ClassKey; units: number; text: string }[] {
  return ORDER.filter((key) => shown.counts[key]).map((key) => {
    const number = shown.counts[key] as number;
    const share = number / shown.total;
    const text = share >= 0.13 ? `${TAGS[key]} ${number}` : share >= 0.07 ? TAGS[key] : '';
    return { class: key, units: Math.max(1, Math.min(100, halfEven(100 * share))), text };
  });
}

export function barLabel(shown: Shown): string {
  const parts = ORDER.filter((key) => shown.counts[key]).map((key) => `${TITLES[key]} ${shown.counts[key]}`);
  return `${parts.join(', ')}, of ${shown.total}`;
}

/** The barcode: one path of fills and one of top edges for each class. */
export function barcode(code: CodeItem[], classes: ClassKey[]): { class: ClassKey; fill: string; edge: string }[] {
  const fills = new Map<ClassKey, string>();
  const edges = new Map<ClassKey, string>();
  code.forEach((item, index) => {
    const key = classes[index] as ClassKey;
    const [left, right] = item.x;
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

/** Round as Python does, so that both renderers agree. */
function halfEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  if (Math.abs(rest - 0.5) < 1e-9) return low % 2 ? low + 1 : low;
  return Math.round(value);
}

/** The badge class of an agency's name, as `provenance.view` has it. */
export function badge(name: string): string {
  if (BADGES.includes(name)) return name;
  return / and |,/.test(name) || name === 'agencies' ? 'several' : 'other';
}
