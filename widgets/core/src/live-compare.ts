/** Tabs, ribbons and pairs of the side-by-side view. */

import { all, byId, Listeners, one, put, svg } from './dom.js';
import { NARROW } from './fold.js';
import type { CompareView, Handle, Options, Patch } from './types.js';


export class LiveCompare implements Handle {
  private readonly listeners = new Listeners();
  private readonly frame: HTMLElement;
  private readonly panes: HTMLElement[];
  private readonly observer: ResizeObserver;
  private selected: HTMLElement | null = null;
  /** The pair at hand, in one column. */
  private at = -1;

  constructor(
    private readonly root: HTMLElement,
    private readonly view: CompareView,
    private readonly options: Options & { keys?: EventTarget } = {},
  ) {
    this.frame = root.closest<HTMLElement>('.pv') ?? root;
    this.panes = all(root, '.pane');
    this.listeners.on(root, 'click', (event: MouseEvent) => this.click(event));
    this.listeners.on(root, 'focusin', (event: FocusEvent) => this.focus(event));
    this.listeners.on(options.keys ?? root, 'keydown', (event: KeyboardEvent) => this.key(event));
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.frame);
    this.say(all(this.pane() ?? root, '.pair').length);
    this.draw();
  }

  update(patch: Patch): void {
    const index = this.view.tabs.findIndex((tab) => tab.doc === patch.doc);
    if (index >= 0) this.open(index, false);
  }

  destroy(): void {
    this.listeners.stop();
    this.observer.disconnect();
  }

  /** Draw the ribbons of the open tab from the measured boxes. */
  draw(): void {
    const pane = this.pane();
    const field = pane && one(pane, '.cmp');
    const canvas = field && one<SVGElement>(field, ':scope > svg');
    if (!pane || !field || !canvas) return;
    canvas.replaceChildren();
    const box = field.getBoundingClientRect();
    if (!box.width || this.frame.clientWidth <= NARROW) return;
    canvas.setAttribute('viewBox', `0 0 ${box.width} ${box.height}`);
    for (const from of all(field, '.l .ps[data-to]')) {
      for (const id of (from.dataset.to ?? '').split(' ')) {
        const to = byId(field, id);
        if (to) canvas.append(ribbon(from, to, box));
      }
    }
    for (const from of all(field, '.l .ps[data-moved]')) canvas.append(moved(from, box));
    this.highlight(this.selected);
  }

  private pane(): HTMLElement | null {
    return this.panes.find((pane) => !pane.hidden) ?? null;
  }

  private open(index: number, tell: boolean): void {
    this.highlight(null);
    this.panes.forEach((pane, place) => (pane.hidden = place !== index));
    all(this.root, '[role=tab]').forEach((tab, place) => {
      tab.setAttribute('aria-selected', String(place === index));
      tab.tabIndex = place === index ? 0 : -1;
      if (place === index && tell) tab.focus();
    });
    this.at = -1;
    this.say(all(this.pane() ?? this.root, '.pair').length);
    this.draw();
    if (tell) this.options.onChange?.({ doc: this.view.tabs[index]?.doc ?? '' });
  }

  private click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const tab = target?.closest<HTMLElement>('[role=tab]');
    if (tab) return this.open(all(this.root, '[role=tab]').indexOf(tab), true);
    const button = target?.closest<HTMLElement>('.pairs button');
    if (button?.dataset.step) return this.step(Number(button.dataset.step));
    if (button?.dataset.texts) return this.texts(button.dataset.texts);
    const passage = target?.closest<HTMLElement>('a.ps');
    if (!passage) return;
    event.preventDefault();
    this.highlight(passage);
    const partner = byId(this.root, (passage.dataset.to ?? '').split(' ')[0] ?? '');
    partner?.scrollIntoView({ block: 'nearest', behavior: 'auto' });
  }

  /** Go to the next or the previous pair of the column. */
  private step(by: number): void {
    const found = all(this.pane() ?? this.root, '.pair');
    this.at = Math.max(0, Math.min(found.length - 1, this.at + by));
    const pair = found[this.at];
    if (!pair) return;
    pair.focus({ preventScroll: true });
    pair.scrollIntoView({ block: 'start' });
    this.say(found.length);
  }

  private say(found: number): void {
    const pane = this.pane() ?? this.root;
    put(pane, '[data-pair]', this.at < 0 ? `${found} pairs` : `Pair ${this.at + 1} of ${found}`);
    for (const button of all<HTMLButtonElement>(pane, '[data-step]')) {
      button.disabled = button.dataset.step === '1' ? this.at >= found - 1 : this.at <= 0;
    }
  }

  /** Show edited passages as one text with its differences, or as two texts. */
  private texts(mode: string): void {
    for (const column of all(this.root, '.pairs')) column.classList.toggle('two-mode', mode === 'two');
    for (const button of all(this.root, '[data-texts]')) button.setAttribute('aria-pressed', String(button.dataset.texts === mode));
  }

  private focus(event: FocusEvent): void {
    const passage = event.target instanceof Element ? event.target.closest<HTMLElement>('a.ps') : null;
    if (passage) this.highlight(passage);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.selected) {
      event.preventDefault();
      return this.highlight(null);
    }
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey || !this.root.getClientRects().length) return;
    if ((event.key === 'j' || event.key === 'k') && !target.closest('input,select,textarea')) {
      event.preventDefault();
      return this.walk(event.key === 'j' ? 1 : -1);
    }
    if (!target.matches('[role=tab]')) return;
    const tabs = all(this.root, '[role=tab]');
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.open((tabs.indexOf(target as HTMLElement) + step + tabs.length) % tabs.length, true);
  }

  /** J and K: the pairs of the column, or the matched passages of the article's side. */
  private walk(by: number): void {
    if (this.frame.clientWidth <= NARROW) return this.step(by);
    const found = all(this.pane() ?? this.root, '.l a.ps');
    const at = this.selected ? found.indexOf(this.selected) : -1;
    const next = found[at < 0 && by < 0 ? -1 : at + by];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  }

  private highlight(passage: HTMLElement | null): void {
    this.selected = passage;
    for (const field of all(this.root, '.cmp')) field.classList.toggle('has', !!passage && field.contains(passage));
    for (const other of all(this.root, '.ps[aria-current]')) other.removeAttribute('aria-current');
    const on = new Set(passage ? [passage.id, ...(passage.dataset.to ?? '').split(' ')] : []);
    for (const line of all<SVGElement>(this.root, '.rb')) {
      const [from, to] = [line.dataset.from ?? '', line.dataset.to ?? ''];
      line.classList.toggle('on', !!passage && (from === passage.id || to === passage.id));
    }
    for (const id of on) byId(this.root, id)?.setAttribute('aria-current', 'true');
  }
}

function ribbon(from: HTMLElement, to: HTMLElement, box: DOMRect): SVGElement {
  const a = from.getBoundingClientRect();
  const z = to.getBoundingClientRect();
  const [left, right] = [a.right - box.left, z.left - box.left];
  const middle = (left + right) / 2;
  const [top, bottom, over, under] = [a.top - box.top, a.bottom - box.top, z.top - box.top, z.bottom - box.top];
  const kind = ['w', 'e', 'sh', 'r'].find((name) => from.classList.contains(name)) ?? 'e';
  const d = `M${left} ${top}C${middle} ${top} ${middle} ${over} ${right} ${over}V${under}C${middle} ${under} ${middle} ${bottom} ${left} ${bottom}Z`;
  return svg(`path.rb.${kind}`, { d, 'data-from': from.id, 'data-to': to.id });
}

/** The word beside a passage that stands out of the source's order, above all ribbons. */
function moved(from: HTMLElement, box: DOMRect): SVGElement {
  const a = from.getBoundingClientRect();
  return svg('text', { x: a.right - box.left + 8, y: (a.top + a.bottom) / 2 - box.top + 4 }, 'moved');
}
