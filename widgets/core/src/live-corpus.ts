/** Brings the overview to life: search, filters, sorting, and the threshold slider that labels again without matching. */

import { agency } from './article.js';
import { all, h, Listeners, one, svg } from './dom.js';
import { THRESHOLD } from './generated.js';
import { badge, bar, barcode, barLabel, show, type Shown } from './relabel.js';
import type { Handle, Options, Patch, RowData } from './types.js';

/** Up to this many rows are all drawn at once. */
const EAGER = 120;

export interface CorpusOptions extends Options {
  /** What the slider needs, by row key. */
  rows?: Map<string, RowData>;
  /** The whole text of an article by row key, where it is at hand: Find looks into it too. */
  texts?: (key: string) => string;
  /** How many items were searched. */
  searched?: number;
  /** The threshold of the run: the tick on the slider. */
  initial?: number;
}

interface Row {
  element: HTMLElement;
  key: string;
  text: string;
  outlet: string;
  agencies: string[];
  verdict: string;
  flags: string[];
  order: number;
  data: RowData | null;
  /** Thresholds at which this row changes. */
  edges: number[];
  shown: Shown | null;
  full: string | null;
  /** Decided again and not drawn yet. */
  stale: boolean;
  sort: Record<string, string | number>;
}

export class LiveCorpus implements Handle {
  private readonly listeners = new Listeners();
  private readonly body: HTMLElement;
  private readonly rows: Row[];
  private readonly initial: number;
  private readonly slider: HTMLInputElement | null;
  private threshold: number;
  private readonly near = new Set<Element>();
  private observer: IntersectionObserver | null = null;
  private sorted = { by: '', down: false };

  constructor(
    private readonly root: HTMLElement,
    private readonly options: CorpusOptions = {},
  ) {
    this.body = one(root, '.corp tbody') as HTMLElement;
    this.rows = this.body ? all(this.body, 'tr').map((element, order) => read(element, order, options.rows)) : [];
    this.slider = one<HTMLInputElement>(root, '.thr input');
    this.initial = options.initial ?? Number(this.slider?.defaultValue ?? THRESHOLD);
    this.threshold = this.initial;
    if (!this.rows.length) return;
    this.tick();
    this.listen();
    if (this.rows.length > EAGER) this.watch();
    this.filter();
    if (options.threshold != null && options.threshold !== this.initial) this.move(options.threshold);
  }

  private tick(): void {
    const { slider } = this;
    const share = slider ? (this.initial - Number(slider.min)) / (Number(slider.max) - Number(slider.min)) : 0;
    one(this.root, '.tick')?.style.setProperty('--p', share.toFixed(4));
  }

  update(patch: Patch): void {
    if (patch.threshold != null && patch.threshold !== this.threshold) this.move(patch.threshold);
  }

  destroy(): void {
    this.listeners.stop();
    this.observer?.disconnect();
  }

  private listen(): void {
    const { listeners, root } = this;
    listeners.on(root, 'input', (event: Event) => {
      if (event.target !== this.slider) return this.filter();
      this.move(Number(this.slider?.value));
      this.options.onChange?.({ threshold: this.threshold });
    });
    listeners.on(root, 'click', (event: MouseEvent) => this.click(event));
  }

  private click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const head = target?.closest<HTMLElement>('th[data-sort]');
    if (head && target?.closest('button')) return this.sort(head);
    if (target?.closest('[data-reset]')) {
      this.move(this.initial);
      this.options.onChange?.({ threshold: this.initial });
      this.slider?.focus();
      return;
    }
    const flag = target?.closest<HTMLElement>('[data-flag]');
    if (flag) {
      const on = flag.getAttribute('aria-pressed') !== 'true';
      for (const other of all(this.root, '[data-flag]')) other.setAttribute('aria-pressed', String(on && other === flag));
      return this.filter();
    }
    const place = target?.closest<HTMLElement>('tr[data-key],g[data-key]');
    if (place && (target?.closest('a.hl') || place.tagName !== 'TR')) this.open(event, place.dataset.key as string);
  }

  private open(event: Event, key: string): void {
    if (!this.options.onChange) {
      if (!(event.target as Element).closest('a')) location.hash = key;
      return;
    }
    event.preventDefault();
    this.options.onChange({ open: key });
  }

  private sort(head: HTMLElement): void {
    const by = head.dataset.sort as string;
    const down = this.sorted.by === by ? !this.sorted.down : by !== 'time';
    this.sorted = { by, down };
    for (const other of all(this.root, 'th[data-sort]')) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const sign = down ? -1 : 1;
    this.rows.sort((a, b) => sign * compare(a.sort[by], b.sort[by]) || a.order - b.order);
    this.body.append(...this.rows.map((row) => row.element));
  }

  private filter(): void {
    const value = (selector: string) => one<HTMLInputElement>(this.root, selector)?.value ?? '';
    const find = value('[data-find]').trim().toLowerCase();
    const outlet = value('[data-filter=outlet]');
    const agency = value('[data-filter=agency]');
    const verdict = value('[data-filter=verdict]');
    const credit = value('[data-filter=credit]');
    const [from, to] = [value('[data-from-day]'), value('[data-to-day]')];
    const flag = one(this.root, '[data-flag][aria-pressed=true]')?.dataset.flag;
    let shown = 0;
    for (const row of this.rows) {
      const fits =
        (!find || row.text.includes(find) || this.inText(row, find)) &&
        (!outlet || row.outlet === outlet) &&
        (!agency || row.agencies.includes(agency)) &&
        (!verdict || row.verdict === verdict) &&
        (!credit || row.element.dataset.credit === credit) &&
        (!from || day(row) >= from) &&
        (!to || (day(row) !== '' && day(row) <= to)) &&
        (!flag || row.flags.includes(flag));
      row.element.hidden = !fits;
      shown += Number(fits);
    }
    const words = one(this.root, '[data-shown]');
    if (words) words.textContent = `${shown} of ${this.rows.length} articles`;
    const empty = one(this.root, '.empty');
    if (empty) empty.hidden = shown > 0;
    this.sum();
  }

  /** Look into the article's own text, folded once; two letters would be everywhere. */
  private inText(row: Row, find: string): boolean {
    if (!this.options.texts || find.length < 3) return false;
    row.full ??= this.options.texts(row.key).toLowerCase();
    return row.full.includes(find);
  }

  /** Label again from this threshold: only rows in which something changes between the old and the new one. */
  private move(threshold: number): void {
    const [low, high] = [Math.min(this.threshold, threshold), Math.max(this.threshold, threshold)];
    this.threshold = threshold;
    if (this.slider) this.slider.value = String(threshold);
    const output = one(this.root, '.thr output');
    if (output) output.textContent = threshold.toFixed(2);
    for (const row of this.rows) {
      if (!row.data || !row.edges.some((edge) => edge > low + 1e-9 && edge <= high + 1e-9)) continue;
      row.shown = show(row.data, threshold);
      note(row, row.shown);
      row.stale = true;
      if (this.rows.length <= EAGER || this.near.has(row.element)) this.redraw(row);
    }
    this.drawCalendar();
    this.filter();
  }

  private redraw(row: Row): void {
    if (!row.stale || !row.data || !row.shown) return;
    row.stale = false;
    draw(row, row.data, row.shown);
    this.drawPlace(row, row.shown);
  }

  /** Rows far from the eye are drawn when they come near it. */
  private watch(): void {
    const known = new Map(this.rows.map((row) => [row.element as Element, row]));
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const row = known.get(entry.target);
          if (entry.isIntersecting) this.near.add(entry.target);
          else this.near.delete(entry.target);
          if (entry.isIntersecting && row) this.redraw(row);
        }
      },
      { rootMargin: '800px' },
    );
    for (const row of this.rows) this.observer.observe(row.element);
    this.listeners.on(window, 'beforeprint', () => this.rows.forEach((row) => this.redraw(row)));
  }

  /** Let the timeline follow: the box fills, lines widen or go. */
  private drawPlace(row: Row, shown: Shown): void {
    const place = one<SVGElement>(this.root, `g[data-key="${CSS.escape(row.key)}"]`);
    if (!place) return;
    const box = one<SVGElement>(place, '.bx');
    const fill = one<SVGElement>(place, '.fi');
    const height = shown.total ? (12 * shown.matched) / shown.total : 0;
    fill?.setAttribute('height', height.toFixed(1));
    fill?.setAttribute('y', (Number(box?.getAttribute('y')) + 12 - height).toFixed(1));
    const words = one(place, '.m');
    if (words) words.textContent = `${shown.matched} of ${shown.total}`;
    for (const line of all<SVGElement>(this.root, `.ln[data-to="${CSS.escape(row.key)}"]`)) {
      const number = shown.docs.get(line.dataset.from ?? '') ?? 0;
      line.setAttribute('stroke-width', number ? (1 + 0.2 * number).toFixed(1) : '0');
    }
  }

  /** Let the bars of the calendar follow: each fills with the share that matches now. */
  private drawCalendar(): void {
    for (const bar_ of all<SVGElement>(this.root, '.cal g[data-first]')) {
      const { first = '', last = '' } = bar_.dataset;
      const inside = this.rows.filter((row) => row.data && day(row) >= first && day(row) <= last);
      const now = inside.map((row) => (row.shown ??= show(row.data as RowData, this.threshold)));
      const total = now.reduce((sum, shown) => sum + shown.total, 0);
      const share = total ? now.reduce((sum, shown) => sum + shown.matched, 0) / total : 0;
      const box = one<SVGElement>(bar_, '.bx');
      const tall = Number(box?.getAttribute('height'));
      const fill = one<SVGElement>(bar_, '.fi');
      fill?.setAttribute('height', (tall * share).toFixed(2));
      fill?.setAttribute('y', (Number(box?.getAttribute('y')) + tall * (1 - share)).toFixed(2));
    }
  }

  /** The heading, the flags' counts and the slider's effect, of the rows that are shown. */
  private sum(): void {
    const visible = this.rows.filter((row) => !row.element.hidden && row.data);
    if (!visible.length) return this.say(0, 0, 0, 0);
    const now = visible.map((row) => (row.shown ??= show(row.data as RowData, this.threshold)));
    const total = (pick: (shown: Shown) => number) => now.reduce((sum, shown) => sum + pick(shown), 0);
    const unnamed = total((shown) => Number(shown.flags.some((flag) => flag.kind === 'un')));
    this.say(total((s) => s.matched), total((s) => s.total), total((s) => s.counts.sh ?? 0), unnamed);
    for (const chip of all<HTMLButtonElement>(this.root, '[data-flag]')) {
      const number = this.rows.reduce((sum, row) => sum + Number(row.flags.includes(chip.dataset.flag as string)), 0);
      const words = one(chip, 'b');
      if (words) words.textContent = String(number);
      chip.disabled = !number && chip.getAttribute('aria-pressed') !== 'true';
    }
  }

  private say(matched: number, all_: number, shared: number, unnamed: number): void {
    const head = one(this.root, '[data-head]');
    const rest = one(this.root, '[data-rest]');
    const effect = one(this.root, '[data-effect]');
    const searched = this.options.searched ?? 0;
    const number = (value: number) => value.toLocaleString('en-US');
    const plural = (value: number, one_: string, many: string) => `${number(value)} ${value === 1 ? one_ : many}`;
    const items = searched ? ` ${plural(searched, 'item', 'items')} searched.` : ' No archive of dispatches was searched.';
    const hidden = unnamed ? ` ${plural(unnamed, 'article matches', 'articles match')} an agency not named on its page.` : '';
    if (head) head.textContent = `${number(matched)} of ${plural(all_, 'sentence', 'sentences')} ${matched === 1 ? 'matches' : 'match'} dispatches.`;
    if (rest) rest.textContent = `${hidden}${items}`;
    const usual = Math.abs(this.threshold - this.initial) < 1e-9;
    if (effect) effect.textContent = `${number(matched)} of ${number(all_)} match dispatches, ${number(shared)} ${shared === 1 ? 'is' : 'are'} shared${usual ? ' (default)' : ''}`;
  }
}

function draw(row: Row, data: RowData, shown: Shown): void {
  const { element } = row;
  const stack = one(element, '.bar');
  stack?.setAttribute('aria-label', barLabel(shown));
  stack?.replaceChildren(...bar(shown).map((b) => h(`span.${b.class}.u${b.units}`, null, b.text)));
  one<SVGElement>(element, '.code')?.replaceChildren(
    ...barcode(data.code, shown.classes).flatMap((c) => [
      svg(`path.${c.class}`, { d: c.fill }),
      svg(`path.${c.class}.ed`, { d: c.edge }),
    ]),
  );
  const badges = shown.agencies.map(([name, count]) =>
    h('span.agc', null, agency(name, badge(name)), ' ', h('span.num.small', null, String(count))),
  );
  one(element, '.ags')?.replaceChildren(...(badges.length ? badges : [h('span.mute.small', null, 'none found')]));
  const verdict = one(element, '.vd');
  if (verdict) verdict.textContent = shown.label;
  const words = one(element, '.vn');
  if (words) words.textContent = shown.words;
  one(element, '.flags')?.remove();
  if (shown.flags.length) {
    const list = h('ul.flags', null, shown.flags.map((f) => h('li', { 'data-f': f.kind, dir: 'auto' }, f.text)));
    element.lastElementChild?.append(list);
  }
}

function note(row: Row, shown: Shown): void {
  row.agencies = shown.agencies.map(([name]) => name);
  row.flags = shown.flags.map((flag) => flag.kind);
  row.verdict = shown.verdict;
  Object.assign(row.sort, {
    share: shown.total ? shown.matched / shown.total : 0,
    agency: row.agencies.join(' ') || '~',
    flags: row.flags.length,
  });
}

function read(element: HTMLElement, order: number, rows: Map<string, RowData> | undefined): Row {
  const flags = all(element, '.flags li').map((item) => item.dataset.f ?? '');
  const agencies = all(element, '.agc .ag').map((item) => item.textContent ?? '');
  const key = element.dataset.key ?? '';
  const data = rows?.get(key) ?? null;
  return {
    element,
    order,
    key,
    data,
    edges: data ? [...data.verdicts.map(([from]) => from), ...data.code.flatMap((item) => item.steps.map(([from]) => from))] : [],
    shown: null,
    full: null,
    stale: false,
    text: (element.textContent ?? '').toLowerCase(),
    outlet: element.dataset.outlet ?? '',
    agencies,
    verdict: element.dataset.verdict ?? '',
    flags,
    sort: {
      time: element.dataset.time ?? '',
      share: Number(element.dataset.share ?? 0),
      agency: agencies.join(' ') || '~',
      flags: flags.length,
    },
  };
}

function day(row: Row): string {
  return String(row.sort.time).slice(0, 10);
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''));
}
