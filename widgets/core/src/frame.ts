/**
 * A view in a cell of a notebook: no higher than most of the window, with a ring while its keys are live, and folded to its
 * head when another result follows. What the host (JupyterLab, anywidget) does with keys is left to it, but for those used here.
 */

import { all, h, Listeners, one, svg } from './dom.js';
import { TAGS } from './generated.js';
import { barcode } from './relabel.js';
import type { ArticleView, View } from './types.js';

/** Told to the page when a result arrives; every frame hears it, also of other copies of this script. */
const ARRIVED = 'provenance-arrived';
const WIDTH = 480;

const KEYS: Record<View['type'], [string, string][]> = {
  article: [['J', ''], ['K', 'move'], ['Enter', 'evidence']],
  compare: [['J', ''], ['K', 'move']],
  review: [['letter', 'label'], ['Enter', 'go on'], ['Z', 'undo']],
  corpus: [['Tab', 'move']],
  groups: [['Tab', 'move']],
};

export class Frame {
  readonly element: HTMLElement;
  private readonly listeners = new Listeners();
  private readonly scroller: HTMLElement;
  private readonly root: HTMLElement;
  private readonly open: HTMLElement;
  private readonly all: HTMLElement;
  private readonly observer: ResizeObserver;
  private used: boolean;

  constructor(
    private readonly view: View,
    root: HTMLElement,
    used: boolean,
  ) {
    this.used = used;
    this.root = root;
    this.open = h('button.btn.unfold', { type: 'button', 'aria-expanded': 'false' }, 'Open');
    this.all = h('button.btn', { type: 'button', 'aria-expanded': 'false' }, 'Show all');
    this.scroller = h('div.wrap', null, root);
    this.element = h('div.pv.live.boxed', { 'data-kind': view.type, role: 'region', tabindex: '-1' }, this.scroller, this.foot());
    this.head();
    this.listen();
    this.observer = new ResizeObserver(() => this.measure());
    for (const part of [this.element, root]) this.observer.observe(part);
  }

  /** Say that a result is on the page: those before it fold, and the page does not move under the reader. */
  arrive(): void {
    requestAnimationFrame(() => {
      if (!this.element.isConnected) return;
      this.name();
      const before = this.element.getBoundingClientRect().top;
      document.dispatchEvent(new CustomEvent(ARRIVED, { detail: this.element }));
      const moved = this.element.getBoundingClientRect().top - before;
      if (moved && !this.used) scrollerOf(this.element)?.scrollBy(0, moved);
    });
  }

  destroy(): void {
    this.listeners.stop();
    this.observer.disconnect();
    this.element.remove();
  }

  /** The head: the title in one line, what was found in another; the rest of the header goes with the text. */
  private head(): void {
    const header = one(this.root, ':scope > header');
    if (!header) return;
    header.classList.add('rh');
    if (this.view.type === 'article' && this.view.brief) {
      header.after(...all(header, ':scope > .verdict, :scope > .small'));
      header.append(h('p.verdict.brief', null, h('b', null, this.view.brief.bold), this.view.brief.rest));
      const audit = one(this.root, ':scope > .audit');
      if (audit) one(this.root, ':scope > .limits')?.before(audit);
    }
    if (this.view.type === 'article') header.append(strip(this.view));
    header.append(this.open);
    for (const button of all(this.root, '.tools > .leg button')) {
      button.title = one(button, '.ll')?.textContent ?? '';
    }
  }

  private foot(): HTMLElement {
    const keys = KEYS[this.view.type].map(([key, what]) => [h('kbd', null, key), what && ` ${what} `]);
    return h(
      'p.kh',
      null,
      h('span.off', null, 'Click inside for keys'),
      h('span.onk', { 'aria-hidden': 'true' }, h('b', null, 'Keys are live'), ' ', keys, h('kbd', null, 'Esc'), ' back to the notebook'),
      this.all,
    );
  }

  private listen(): void {
    const { listeners, element } = this;
    for (const type of ['pointerdown', 'keydown', 'focusin']) listeners.on(element, type, () => this.use());
    listeners.on(element, 'keydown', (event: KeyboardEvent) => this.key(event));
    listeners.on(this.open, 'click', () => this.fold(false));
    listeners.on(this.all, 'click', () => this.whole(!element.classList.contains('open')));
    listeners.on(document, ARRIVED, (event: CustomEvent) => this.other(event.detail as HTMLElement));
    for (const type of ['beforeprint', 'afterprint']) {
      listeners.on(window, type, () => element.classList.toggle('printing', type === 'beforeprint'));
    }
  }

  private use(): void {
    this.used = true;
    this.name();
  }

  /** A result that another one follows folds to its head, unless somebody has used it. */
  private other(arrived: HTMLElement): void {
    const follows = !!(this.element.compareDocumentPosition(arrived) & Node.DOCUMENT_POSITION_FOLLOWING);
    const beside = this.element.closest('.jp-Notebook') === arrived.closest('.jp-Notebook');
    if (!this.used && follows && beside && !this.element.contains(arrived)) this.fold(true);
  }

  private fold(folded: boolean): void {
    this.element.classList.toggle('folded', folded && !!one(this.root, '.rh'));
    if (folded) return;
    this.use();
    this.element.focus({ preventScroll: true });
  }

  private whole(open: boolean): void {
    this.element.classList.toggle('open', open);
    this.all.setAttribute('aria-expanded', String(open));
    this.all.textContent = open ? 'Show less' : 'Show all';
    if (!open) this.element.scrollIntoView({ block: 'nearest' });
  }

  /** What is stuck at the top hides no sentence that a key moves to; a short result needs no "Show all". */
  private measure(): void {
    const header = one(this.root, ':scope > .rh')?.offsetHeight ?? 0;
    const tools = one(this.root, ':scope > .tools')?.offsetHeight ?? 0;
    this.element.style.setProperty('--head', `${header}px`);
    this.element.style.setProperty('--stuck', `${header + tools}px`);
    this.all.hidden = !this.element.classList.contains('open') && this.scroller.scrollHeight <= this.scroller.clientHeight + 1;
  }

  /** A notebook has many results: each is named by its cell. */
  private name(): void {
    const cell = this.element.closest('.jp-Cell');
    const number = cell && /\d+/.exec(one(cell, '.jp-InputArea-prompt')?.textContent ?? '')?.[0];
    const title = one(this.root, '.ti')?.textContent ?? '';
    this.element.setAttribute('aria-label', `Result${number ? ` of cell ${number}` : ''}: ${title}`);
  }

  /** Keys that the view or a control of it uses, and letters, which a notebook would take as commands, stop here. */
  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && !event.defaultPrevented) return this.release(event);
    if (event.defaultPrevented || (!PASSES.has(event.key) && !(event.shiftKey && event.key === 'Enter'))) event.stopPropagation();
  }

  /** Give the keys back: to the nearest part of the page around this result that can have them. */
  private release(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const around = this.element.parentElement?.closest<HTMLElement>('.jp-Notebook') ?? this.element.parentElement?.closest<HTMLElement>('[tabindex]');
    (document.activeElement as HTMLElement | null)?.blur();
    around?.focus({ preventScroll: true });
  }
}

/** Keys that mean nothing here and no harm elsewhere. */
const PASSES = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'Escape', ...Array.from({ length: 24 }, (_, n) => `F${n + 1}`)]);

/** The article's sentences in their order, for a head that has folded. */
function strip(view: ArticleView): Element {
  const sentences = view.paragraphs.flatMap((p) => (p.kind === 'body' ? p.sentences : []));
  const lengths = sentences.map((s) => s.runs.reduce((sum, run) => sum + run.t.length, 0));
  const total = Math.max(1, lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  const code = lengths.map((length): [number, number] => {
    const left = at;
    at += length;
    return [Math.round((WIDTH * left) / total), Math.round((WIDTH * at) / total)];
  });
  const bars = barcode(code, sentences.map((s) => TAGS[s.class]).join(''));
  return svg(
    'svg.code',
    { viewBox: `0 0 ${WIDTH} 26`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    bars.map((c) => [svg(`path.${c.class}`, { d: c.fill }), svg(`path.${c.class}.ed`, { d: c.edge })]),
  );
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  let at = element.parentElement;
  while (at && !(at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY))) at = at.parentElement;
  return at;
}
