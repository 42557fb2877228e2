/** The timeline alive: pointing at a part lights what belongs to it, arrows walk, and the threshold redraws it. */

import { all, Listeners, one, put } from './dom.js';
import { grouped, perCent } from './share.js';
import type { RowState } from './types.js';

/** An article of the list, as it is decided now. */
export interface Told {
  key: string;
  story: string;
  day: string;
  shown: RowState;
}

export interface TimelineOptions {
  /** Open an article. */
  open: (event: Event, key: string) => void;
  /** List every article that uses a dispatch. */
  use: (doc: string) => void;
}

const KINDS = ['w', 'e', 'c', 'sh', 'r', 'q', 'n'];
const matched = (shown: RowState): number => (shown.counts.w ?? 0) + (shown.counts.e ?? 0);
const sum = (told: Told[], of: (shown: RowState) => number): number => told.reduce((total, one_) => total + of(one_.shown), 0);
const sure = (shown: RowState, agency: string): number => shown.agencies.find((a) => a.name === agency)?.count ?? 0;

export class LiveTimeline {
  private readonly listeners = new Listeners();
  private readonly drawing: SVGElement | null;
  private readonly parts: SVGElement[];
  private readonly line: HTMLElement | null;
  private told: Told[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly options: TimelineOptions,
  ) {
    this.drawing = one<SVGElement>(root, '.tl');
    this.parts = this.drawing ? all<SVGElement>(this.drawing, '.hx') : [];
    const box = this.drawing?.closest('.tlbox');
    this.line = (box?.nextElementSibling as HTMLElement | null) ?? null;
    box?.removeAttribute('tabindex'); // the parts inside can have the focus, and scroll it
    this.parts.forEach((part, index) => this.enliven(part, index));
  }

  destroy(): void {
    this.listeners.stop();
  }

  private enliven(part: SVGElement, index: number): void {
    const { listeners } = this;
    part.setAttribute('tabindex', index ? '-1' : '0');
    part.setAttribute('role', part.dataset.key || part.dataset.doc ? 'button' : 'img');
    listeners.on(part, 'pointerenter', () => this.light(part));
    listeners.on(part, 'pointerleave', () => this.light(null));
    listeners.on(part, 'focus', () => this.light(part));
    listeners.on(part, 'blur', () => this.light(null));
    listeners.on(part, 'click', (event: Event) => this.act(event, part));
    listeners.on(part, 'keydown', (event: KeyboardEvent) => this.key(event, part));
  }

  private act(event: Event, part: SVGElement): void {
    const { key, doc } = part.dataset;
    if (key) this.options.open(event, key);
    if (doc) this.options.use(doc);
  }

  private key(event: KeyboardEvent, part: SVGElement): void {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') this.act(event, part);
    else if (event.key === 'Escape') part.blur();
    else if (!step) return;
    event.preventDefault();
    const next = step ? this.parts[this.parts.indexOf(part) + step] : null;
    if (!next) return;
    for (const other of this.parts) other.setAttribute('tabindex', other === next ? '0' : '-1');
    next.focus();
  }

  /** Light one agency, dispatch, article or day with all that is joined to it, dim the rest, and say it in words. */
  private light(part: SVGElement | null): void {
    const { drawing } = this;
    if (!drawing) return;
    drawing.classList.toggle('has', !!part);
    for (const other of all(drawing, '.on')) other.classList.remove('on');
    for (const cell of all(this.root, '.mx .dimc')) cell.classList.remove('dimc');
    this.say(part ? this.words(part) : '');
    if (!part) return;
    part.classList.add('on');
    for (const line of all<SVGElement>(drawing, '.ln')) {
      const { from = '', to = '' } = line.dataset;
      const source = one<SVGElement>(drawing, `[data-doc="${CSS.escape(from)}"]`);
      const place = one<SVGElement>(drawing, `[data-key="${CSS.escape(to)}"]`);
      const strip = line.closest('.strip');
      const { doc, key, agency } = part.dataset;
      const here = doc === from || key === to || (agency && source?.dataset.of === agency && part.closest('.strip') === strip);
      if (here && line.getAttribute('stroke-width') !== '0') for (const lit of [line, source, place]) lit?.classList.add('on');
    }
    const { agency } = part.dataset;
    part.closest('.lane')?.classList.add('on');
    if (!agency) return;
    for (const cell of all(this.root, '.mx [data-col]')) cell.classList.toggle('dimc', cell.dataset.col !== agency);
  }

  private say(words: string): void {
    if (!this.line) return;
    this.line.textContent = words || (this.line.dataset.idle ?? '');
    this.line.classList.toggle('now', !!words);
  }

  /** What a part is, with its counts now. */
  private words(part: SVGElement): string {
    const { key, doc, agency, first = '', last = '', title = '' } = part.dataset;
    const story = part.closest<SVGElement>('.strip')?.dataset.story;
    const strip = story === undefined ? null : one(part.closest('.strip') as Element, '.b')?.textContent;
    if (doc) {
      const uses = this.told.filter(({ shown }) => shown.links[doc]);
      const number = sum(uses, (shown) => shown.links[doc] ?? 0);
      return `${one(part, 'title')?.textContent}: ${grouped(number)} sentences in ${uses.length} articles. Enter lists them.`;
    }
    if (key) {
      const shown = this.told.find((one_) => one_.key === key)?.shown;
      return `${one(part, '.nm')?.firstChild?.textContent?.trim()}: ${shown ? `${shown.verdictLabel}, ${shown.matched}` : ''}. Enter opens it.`;
    }
    const now = agency ? this.told.filter((one_) => !strip || this.within(one_.key, story ?? '')) : this.told.filter((one_) => one_.day >= first && one_.day <= last);
    const total = sum(now, (shown) => shown.total);
    const number = sum(now, agency ? (shown) => sure(shown, agency) : matched);
    if (agency) return `${agency}${strip ? `, ${strip}` : ''}: ${perCent(number, total)} of ${grouped(total)} sentences (${grouped(number)})`;
    return `${title}: ${now.length} articles, ${perCent(number, total)} of ${grouped(total)} sentences match (${grouped(number)})`;
  }

  /** Tell whether an article stands in a strip. */
  private within(key: string, story: string): boolean {
    return !!one(this.root, `.strip[data-story="${story}"] [data-key="${CSS.escape(key)}"]`);
  }

  /** Draw again what the threshold changes: boxes, curves, counts, columns. */
  follow(told: Told[]): void {
    this.told = told;
    for (const part of this.parts) part.setAttribute('aria-label', this.words(part));
    if (!this.drawing) return;
    if (this.drawing.classList.contains('cal')) return this.columns(told);
    for (const { key, shown } of told) this.article(key, shown);
    for (const strip of all(this.drawing, '.strip')) this.strip(strip);
  }

  private article(key: string, shown: RowState): void {
    const place = one<SVGElement>(this.root, `.tl g[data-key="${CSS.escape(key)}"]`);
    if (!place) return;
    const height = 12 * shown.share;
    const top = Number(one<SVGElement>(place, '.bx')?.getAttribute('y'));
    const fill = one<SVGElement>(place, '.fi');
    fill?.setAttribute('height', height.toFixed(1));
    fill?.setAttribute('y', (top + 12 - height).toFixed(1));
    put(place, '.m', shown.short);
    for (const line of all<SVGElement>(this.root, `.ln[data-to="${CSS.escape(key)}"]`)) {
      const number = shown.links[line.dataset.from ?? ''] ?? 0;
      line.setAttribute('stroke-width', number ? (1 + 0.2 * number).toFixed(1) : '0');
    }
  }

  private strip(strip: HTMLElement): void {
    const now = this.told.filter((one_) => this.within(one_.key, strip.dataset.story ?? ''));
    const total = sum(now, (shown) => shown.total);
    if (one(strip, '.sn')?.textContent?.includes('match')) put(strip, '.sn', `${perCent(sum(now, matched), total)} of ${grouped(total)} match`);
    for (const part of all(strip, 'g[data-agency]')) {
      const docs = all(strip, `[data-of="${CSS.escape(part.dataset.agency ?? '')}"]`).map((place) => place.dataset.doc ?? '');
      put(part, '.m', `${sum(now, (shown) => docs.reduce((some, doc) => some + (shown.links[doc] ?? 0), 0))} sent.`);
    }
  }

  /** The columns of the days by kind, and the sentences of each agency's lane. */
  private columns(told: Told[]): void {
    const days = this.parts.filter((part) => part.classList.contains('day'));
    const totals = days.map((part) => sum(this.on(told, part.dataset), (shown) => shown.total));
    const most = Math.max(1, ...totals);
    const axis = Number(one(this.root, '.cal > .ax')?.getAttribute('y1'));
    const tall = axis - 34;
    for (const part of days) {
      const now = this.on(told, part.dataset);
      let bottom = axis;
      for (const kind of KINDS) {
        const rect = one<SVGElement>(part, `.part.${kind}`);
        const height = (tall * sum(now, (shown) => shown.counts[kind] ?? 0)) / most;
        bottom -= height;
        rect?.setAttribute('y', bottom.toFixed(2));
        rect?.setAttribute('height', height.toFixed(2));
      }
    }
    for (const lane of all(this.root, '.cal .lane')) this.lane(lane, days, told);
  }

  private lane(lane: HTMLElement, days: SVGElement[], told: Told[]): void {
    const { agency = '', most = '1' } = lane.dataset;
    for (const bar of all<SVGElement>(lane, '.dn2')) {
      const span = days.find((part) => part.dataset.first === bar.dataset.first)?.dataset;
      const number = span ? sum(this.on(told, span), (shown) => sure(shown, agency)) : 0;
      bar.setAttribute('height', ((44 * Math.min(number, Number(most))) / Math.max(1, Number(most))).toFixed(2));
    }
    const total = sum(told, (shown) => shown.total);
    const number = sum(told, (shown) => sure(shown, agency));
    put(lane, '.ls', `${perCent(number, total)} (${grouped(number)})`);
  }

  private on(told: Told[], span: DOMStringMap): Told[] {
    return told.filter((one_) => one_.day >= (span.first ?? '') && one_.day <= (span.last ?? ''));
  }
}
