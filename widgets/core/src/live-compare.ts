/** Tabs, ribbons and pairs of the side-by-side view. */

import { all, byId, h, Listeners, one, svg } from './dom.js';
import type { CompareView, Handle, Options, Patch } from './types.js';

const NARROW = 760;

export class LiveCompare implements Handle {
  private readonly listeners = new Listeners();
  private readonly frame: HTMLElement;
  private readonly panes: HTMLElement[];
  private readonly observer: ResizeObserver;
  private selected: HTMLElement | null = null;

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
    this.draw();
    if (tell) this.options.onChange?.({ doc: this.view.tabs[index]?.doc ?? '' });
  }

  private click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const tab = target?.closest<HTMLElement>('[role=tab]');
    if (tab) return this.open(all(this.root, '[role=tab]').indexOf(tab), true);
    const passage = target?.closest<HTMLElement>('a.ps');
    if (!passage) return;
    event.preventDefault();
    this.highlight(passage);
    const partner = byId(this.root, (passage.dataset.to ?? '').split(' ')[0] ?? '');
    if (this.frame.clientWidth > NARROW) partner?.scrollIntoView({ block: 'nearest', behavior: 'auto' });
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
    if (!(target instanceof Element) || !target.matches('[role=tab]')) return;
    const tabs = all(this.root, '[role=tab]');
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.open((tabs.indexOf(target as HTMLElement) + step + tabs.length) % tabs.length, true);
  }

  private highlight(passage: HTMLElement | null): void {
    this.selected = passage;
    for (const field of all(this.root, '.cmp')) field.classList.toggle('has', !!passage && field.contains(passage));
    for (const other of all(this.root, '.ps[aria-current]')) other.removeAttribute('aria-current');
    for (const peek of all(this.root, '.peek')) peek.remove();
    const on = new Set(passage ? [passage.id, ...(passage.dataset.to ?? '').split(' ')] : []);
    for (const line of all<SVGElement>(this.root, '.rb')) {
      const [from, to] = [line.dataset.from ?? '', line.dataset.to ?? ''];
      line.classList.toggle('on', !!passage && (from === passage.id || to === passage.id));
    }
    for (const id of on) byId(this.root, id)?.setAttribute('aria-current', 'true');
    if (passage && this.frame.clientWidth <= NARROW) this.peek(passage);
  }

  /** In a narrow view the partner opens under the passage. */
  private peek(passage: HTMLElement): void {
    for (const id of (passage.dataset.to ?? '').split(' ').reverse()) {
      const partner = byId(this.root, id);
      if (!partner) continue;
      const words = Array.from(partner.childNodes)
        .filter((node) => !(node instanceof Element && node.matches('.no,.to')))
        .map((node) => node.textContent ?? '')
        .join('');
      passage.after(h('p.peek', { dir: 'auto' }, words));
    }
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
