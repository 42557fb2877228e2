/** Brings the overview to life: search, filters, sorting, and the threshold slider that labels again without matching. */

import { agencies, composition } from './corpus.js';
import { all, h, Listeners, one, put, svg } from './dom.js';
import { Folding } from './fold.js';
import { THRESHOLD } from './generated.js';
import { LiveTimeline } from './live-timeline.js';
import { recount, shorten } from './matrix.js';
import { barcode } from './relabel.js';
import { stepAt } from './steps.js';
import type { Handle, Head, Options, Patch, RowData, RowState, Step } from './types.js';

/** Up to this many rows are all drawn at once. */
const EAGER = 120;
/** From this many rows those out of sight are not laid out, at the price of a capture of the whole page that lacks them. */
const LONG = 600;

export interface CorpusOptions extends Options {
  /** What the slider needs, by row key. */
  rows?: Map<string, RowData>;
  /** What stands above the rows, by threshold. */
  heads?: Step<Head>[];
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
  shown: RowState | null;
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
  private asked = '';
  private found = new Set<string>();
  private readonly near = new Set<Element>();
  private observer: IntersectionObserver | null = null;
  private sorted = { by: '', down: false };
  private readonly folding: Folding;
  private readonly timeline: LiveTimeline;
  private readonly size: ResizeObserver;

  constructor(
    private readonly root: HTMLElement,
    private readonly options: CorpusOptions = {},
  ) {
    this.body = one(root, '.corp tbody') as HTMLElement;
    this.rows = this.body ? all(this.body, 'tr').map((element, order) => read(element, order, options.rows)) : [];
    this.slider = one<HTMLInputElement>(root, '.thr input');
    this.initial = options.initial ?? Number(this.slider?.defaultValue ?? THRESHOLD);
    this.threshold = this.initial;
    const frame = root.closest<HTMLElement>('.pv') ?? root;
    this.folding = new Folding(root, frame);
    this.timeline = new LiveTimeline(root, { open: (event, key) => this.open(event, key), use: (doc) => this.use(doc) });
    this.size = new ResizeObserver(() => this.folding.place());
    if (!this.rows.length) return;
    this.size.observe(frame);
    shorten(root);
    this.body.parentElement?.classList.toggle('long', this.rows.length >= LONG);
    this.tick();
    this.listen();
    if (this.rows.length > EAGER) this.watch();
    for (const row of this.rows) row.shown = row.data && stepAt(row.data.steps, this.initial);
    this.say();
    this.filter();
    this.timeline.follow(this.told());
    if (options.threshold != null && options.threshold !== this.initial) this.move(options.threshold);
  }

  private tick(): void {
    const { slider } = this;
    const share = slider ? (this.initial - Number(slider.min)) / (Number(slider.max) - Number(slider.min)) : 0;
    one(this.root, '.tick')?.style.setProperty('--p', share.toFixed(4));
  }

  update(patch: Patch): void {
    if (patch.threshold != null && patch.threshold !== this.threshold) this.move(patch.threshold);
    if (patch.used != null) this.use(patch.used);
    if (patch.found) this.answer(patch.found);
  }

  destroy(): void {
    this.listeners.stop();
    this.observer?.disconnect();
    this.size.disconnect();
    this.timeline.destroy();
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
    if (target?.closest('[data-clear]')) return this.clear();
    const place = target?.closest('a.hl') && target.closest<HTMLElement>('tr[data-key]');
    if (place) this.open(event, place.dataset.key as string);
  }

  /** List every article that uses a dispatch: from its place in the timeline, or from a passage of it. */
  use(doc: string): void {
    const list = one<HTMLSelectElement>(this.root, '[data-filter=doc]');
    if (!list) return;
    this.clear();
    if (!Array.from(list.options).some((option) => option.value === doc)) list.append(new Option(doc, doc));
    list.value = doc;
    this.filter();
    one(this.root, 'h2[id]')?.scrollIntoView({ block: 'start' });
  }

  /** Take every filter off. */
  private clear(): void {
    for (const field of all<HTMLInputElement>(this.root, '.filters input,.filters select')) field.value = '';
    for (const chip of all(this.root, '[data-flag]')) chip.setAttribute('aria-pressed', 'false');
    this.filter();
  }

  private told(): { key: string; story: string; day: string; outlet: string; shown: RowState }[] {
    return this.rows.flatMap((row) => (row.shown ? { key: row.key, story: row.element.dataset.story ?? '', day: day(row), outlet: row.outlet, shown: row.shown } : []));
  }

  private open(event: Event, key: string): void {
    if (!this.options.onChange) {
      if (!(event.target as Element).closest('a.hl')) location.hash = key;
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
    const [story, doc] = [value('[data-filter=story]'), value('[data-filter=doc]')];
    const flag = one(this.root, '[data-flag][aria-pressed=true]')?.dataset.flag;
    const set = [find, outlet, agency, verdict, credit, from, to, story, doc, flag].filter(Boolean).length;
    let shown = 0;
    for (const row of this.rows) {
      const fits =
        (!find || row.text.includes(find) || this.inText(row, find)) &&
        (!outlet || row.outlet === outlet) &&
        (!agency || row.agencies.includes(agency)) &&
        (!verdict || row.verdict === verdict) &&
        (!credit || row.element.dataset.credit === credit) &&
        (!story || row.element.dataset.story === story) &&
        (!doc || !!row.shown?.links[doc]) &&
        (!from || day(row) >= from) &&
        (!to || (day(row) !== '' && day(row) <= to)) &&
        (!flag || row.flags.includes(flag));
      row.element.hidden = !fits;
      shown += Number(fits);
    }
    const words = one(this.root, '[data-shown]');
    if (words) words.textContent = `${shown} of ${this.rows.length} articles${this.part(shown)}`;
    const empty = one(this.root, '.empty');
    if (empty) empty.hidden = shown > 0;
    const clear = one<HTMLButtonElement>(this.root, '[data-clear]');
    if (clear) clear.hidden = !set;
    this.folding.say(set);
  }

  /** What the rows that are left by the filters hold: the head above is of all articles. */
  private part(shown: number): string {
    const matches = stepAt(this.options.heads ?? [], this.threshold)?.matches;
    if (!matches || shown === 0 || shown === this.rows.length) return '';
    const now = this.rows.filter((row) => !row.element.hidden).flatMap((row) => row.shown ?? []);
    const total = now.reduce((sum, state) => sum + state.total, 0);
    const matched = now.reduce((sum, state) => sum + (state.counts.w ?? 0) + (state.counts.e ?? 0), 0);
    return `: ${matched.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} sentences ${matches}`;
  }

  /** Look into the article's own text, folded once, or ask the host that has it; two letters would be everywhere. */
  private inText(row: Row, find: string): boolean {
    if (find.length < 3) return false;
    if (!this.options.texts) {
      if (this.asked !== find) this.options.onChange?.({ find });
      this.asked = find;
      return this.found.has(row.key);
    }
    row.full ??= this.options.texts(row.key).toLowerCase();
    return row.full.includes(find);
  }

  /** What the host found in the texts. */
  private answer(found: string[]): void {
    this.found = new Set(found);
    this.filter();
  }

  /** Show the rows and the head of another threshold: only rows whose state is another one are drawn again. */
  private move(threshold: number): void {
    this.threshold = threshold;
    if (this.slider) this.slider.value = String(threshold);
    const output = one(this.root, '.thr output');
    if (output) output.textContent = threshold.toFixed(2);
    for (const row of this.rows) {
      const state = row.data && stepAt(row.data.steps, threshold);
      if (!state || state === row.shown) continue;
      row.shown = state;
      note(row, state);
      row.stale = true;
      if (this.rows.length <= EAGER || this.near.has(row.element)) this.redraw(row);
    }
    const told = this.told();
    this.timeline.follow(told);
    recount(this.root, told);
    this.say();
    this.filter();
  }

  private redraw(row: Row): void {
    if (!row.stale || !row.data || !row.shown) return;
    row.stale = false;
    draw(row, row.data, row.shown);
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

  /** The key sentence, the flags' counts and the slider's effect, of all articles at this threshold. */
  private say(): void {
    const head = stepAt(this.options.heads ?? [], this.threshold);
    if (!head) return;
    put(this.root, '[data-head]', head.bold);
    put(this.root, '[data-rest]', head.rest);
    put(this.root, '[data-effect]', head.effect);
    one(this.root, '.ckey')?.remove();
    one(this.root, '.compo')?.replaceWith(...(composition(head.legend) as HTMLElement[]));
    for (const chip of all<HTMLButtonElement>(this.root, '[data-flag]')) {
      const number = head.flags[chip.dataset.flag as string] ?? 0;
      put(chip, 'b', String(number));
      chip.disabled = !number && chip.getAttribute('aria-pressed') !== 'true';
    }
  }
}

function draw(row: Row, data: RowData, shown: RowState): void {
  const { element } = row;
  const stack = one(element, '.bar');
  stack?.setAttribute('aria-label', shown.barLabel);
  stack?.replaceChildren(...shown.bar.map((b) => h(`span.${b.class}.u${b.units}`, null, b.text)));
  one<SVGElement>(element, '.code')?.replaceChildren(
    ...barcode(data.code, shown.tags).flatMap((c) => [
      svg(`path.${c.class}`, { d: c.fill }),
      svg(`path.${c.class}.ed`, { d: c.edge }),
    ]),
  );
  one(element, '.ags')?.replaceWith(h('div.ags', null, agencies(shown)));
  put(element, '.vd', shown.verdictLabel);
  put(element, '.vn', shown.matched);
  put(element, '.pc', shown.percent);
  one(element, '.flags')?.remove();
  if (shown.flags.length) {
    const list = h('ul.flags', null, shown.flags.map((f) => h('li', { 'data-f': f.kind, dir: 'auto' }, f.text)));
    element.lastElementChild?.append(list);
  }
}

function note(row: Row, shown: RowState): void {
  row.agencies = shown.agencies.map((item) => item.name);
  row.flags = shown.flags.map((flag) => flag.kind);
  row.verdict = shown.verdict;
  Object.assign(row.sort, {
    share: shown.share,
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
