/** Brings the overview to life: search, filters, sorting, and the threshold slider that labels again without matching. */

import { all, Listeners, one } from './dom.js';
import type { CodeItem, Handle, Options, Patch } from './types.js';

export interface CorpusOptions extends Options {
  /** Barcode items by row key. */
  rows?: Map<string, CodeItem[]>;
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
  sort: Record<string, string | number>;
}

export class LiveCorpus implements Handle {
  private readonly listeners = new Listeners();
  private readonly body: HTMLElement;
  private readonly rows: Row[];
  private sorted = { by: '', down: false };

  constructor(
    private readonly root: HTMLElement,
    private readonly options: CorpusOptions = {},
  ) {
    this.body = one(root, '.corp tbody') as HTMLElement;
    this.rows = all(this.body, 'tr').map((element, order) => read(element, order));
    this.tick();
    this.listen();
    this.filter();
  }

  private tick(): void {
    const slider = one<HTMLInputElement>(this.root, '.thr input');
    const initial = this.options.initial ?? Number(slider?.defaultValue ?? 0.5);
    const share = slider ? (initial - Number(slider.min)) / (Number(slider.max) - Number(slider.min)) : 0;
    one(this.root, '.tick')?.style.setProperty('--p', share.toFixed(4));
  }

  update(_patch: Patch): void {}

  destroy(): void {
    this.listeners.stop();
  }

  private listen(): void {
    const { listeners, root } = this;
    listeners.on(root, 'input', () => this.filter());
    listeners.on(root, 'change', () => this.filter());
    listeners.on(root, 'click', (event: MouseEvent) => this.click(event));
  }

  private click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const head = target?.closest<HTMLElement>('th[data-sort]');
    if (head && target?.closest('button')) return this.sort(head);
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
    const flag = one(this.root, '[data-flag][aria-pressed=true]')?.dataset.flag;
    let shown = 0;
    for (const row of this.rows) {
      const fits =
        (!find || row.text.includes(find)) &&
        (!outlet || row.outlet === outlet) &&
        (!agency || row.agencies.includes(agency)) &&
        (!verdict || row.verdict === verdict) &&
        (!flag || row.flags.includes(flag));
      row.element.hidden = !fits;
      shown += Number(fits);
    }
    const words = one(this.root, '[data-shown]');
    if (words) words.textContent = `${shown} of ${this.rows.length} articles`;
    const empty = one(this.root, '.empty');
    if (empty) empty.hidden = shown > 0;
  }
}

function read(element: HTMLElement, order: number): Row {
  const flags = all(element, '.flags li').map((item) => item.dataset.f ?? '');
  const agencies = all(element, '.agc .ag').map((item) => item.textContent ?? '');
  return {
    element,
    order,
    key: element.dataset.key ?? '',
    text: (element.textContent ?? '').toLowerCase(),
    outlet: one(element, 'td:first-child .mute > span')?.textContent ?? '',
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

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''));
}
