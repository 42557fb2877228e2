/**
 * A view in a cell of a notebook: no higher than most of the window, with a ring while its keys are live, and folded to its
 * head when another result follows.
 */

import { all, h, Listeners, one, svg } from './dom.js';
import { TAGS, THRESHOLD } from './generated.js';
import { barcode } from './relabel.js';
import type { ArticleView, Options, View } from './types.js';

/** Told to the page when a result arrives; every frame hears it, also of other copies of this script. */
const ARRIVED = 'provenance-arrived';
const WIDTH = 480;

/** What the foot says of the keys, by view. */
const KEYS: Record<View['type'], [string, string][]> = {
  article: [['J', ''], ['K', 'move'], ['Enter', 'evidence']],
  compare: [['J', ''], ['K', 'move']],
  review: [['Letter', 'label'], ['Enter', 'go on'], ['Z', 'undo']],
  corpus: [['Tab', 'move'], ['Enter', 'open']],
  groups: [['Tab', 'move']],
};

/** Keys that do nothing here and no harm elsewhere; Shift and Enter run a cell. */
const PASSES = /^(Tab|Shift|Control|Alt|Meta|CapsLock|F\d+)$/;

/**
 * Stop a key that belongs to the view: one it has used, one that a control of it uses, or a letter, which a notebook in command
 * mode would take as a command (X cuts the cell). Ctrl, Alt and Cmd pass, and so does what nothing here uses.
 */
export function hold(event: KeyboardEvent): void {
  const passes = event.ctrlKey || event.metaKey || event.altKey || PASSES.test(event.key) || (event.shiftKey && event.key === 'Enter');
  if (event.defaultPrevented || !passes) event.stopPropagation();
}

export class Frame {
  readonly element: HTMLElement;
  private readonly listeners = new Listeners();
  private readonly unfold = h('button.btn.unfold', { type: 'button' }, 'Open');
  private readonly more = h('button.btn', { type: 'button', 'aria-expanded': 'false' }, 'Show all');
  private readonly observer: ResizeObserver;
  private used: boolean;

  constructor(
    private readonly view: View,
    private readonly root: HTMLElement,
    private readonly options: Options,
  ) {
    this.used = !!options.used;
    this.element = h('div.pv.live.boxed', { tabindex: '-1' }, h('div.wrap', null, root), this.foot());
    this.head();
    this.observer = new ResizeObserver(() => this.measure());
    for (const part of [this.element, root]) this.observer.observe(part);
  }

  /** Begin when the view has its own listeners, and say that a result is on the page: those before it fold. */
  arrive(): void {
    this.listen();
    requestAnimationFrame(() => {
      if (!this.element.isConnected) return;
      this.name();
      for (const wait of [500, 2000, 6000]) setTimeout(() => this.name(), wait); // a cell has its number once it has run
      const before = this.element.getBoundingClientRect().top;
      document.dispatchEvent(new CustomEvent(ARRIVED, { detail: this.element }));
      const moved = this.element.getBoundingClientRect().top - before;
      if (moved) scrollerOf(this.element)?.scrollBy(0, moved); // what folded above must not move the cell at hand
    });
  }

  destroy(): void {
    this.listeners.stop();
    this.observer.disconnect();
    this.element.remove();
  }

  /** The head: the title in one line, what was found in the next; the rest of the header goes with the text. */
  private head(): void {
    const { root, view } = this;
    const header = one(root, ':scope > header');
    if (!header) return;
    header.classList.add('rh');
    if (view.type === 'article') {
      if (view.brief) {
        header.after(...all(header, ':scope > .verdict, :scope > .small'));
        header.append(h('p.brief', null, h('b', null, view.brief.bold), view.brief.rest));
      }
      one(root, ':scope > .limits')?.before(...all(root, ':scope > .audit'));
      header.append(strip(view));
      if (this.options.decides) one(root, ':scope > .tools')?.append(this.certainty());
      for (const button of all(root, '.tools > .leg button')) button.title = one(button, '.ll')?.textContent ?? '';
    }
    header.append(this.unfold);
  }

  private certainty(): HTMLElement {
    const value = this.options.threshold ?? THRESHOLD;
    const slider = h('input', { type: 'range', min: '0.2', max: '0.95', step: '0.05', value, 'data-certainty': true }) as HTMLInputElement;
    const output = h('output', null, value.toFixed(2));
    this.listeners.on(slider, 'input', () => (output.textContent = Number(slider.value).toFixed(2)));
    this.listeners.on(slider, 'change', () => this.options.onChange?.({ threshold: Number(slider.value) }));
    return h('label.th2', null, 'Certainty', slider, output);
  }

  private foot(): HTMLElement {
    const keys = KEYS[this.view.type].map(([key, what]) => [h('kbd', null, key), what && ` ${what} `]);
    return h(
      'p.kh',
      null,
      h('span.off', null, 'Click inside for keys'),
      h('span.onk', null, h('b', null, 'Keys are live'), ' ', keys, h('kbd', null, 'Esc'), ' back to the notebook'),
      this.more,
    );
  }

  private listen(): void {
    const { listeners, element } = this;
    for (const type of ['pointerdown', 'keydown', 'focusin']) listeners.on(element, type, () => this.use());
    listeners.on(element, 'keydown', (event: KeyboardEvent) => this.key(event));
    listeners.on(this.unfold, 'click', () => this.open());
    listeners.on(this.more, 'click', () => this.whole(!element.classList.contains('open')));
    listeners.on(document, ARRIVED, (event: CustomEvent) => this.other(event.detail as HTMLElement));
  }

  private use(): void {
    this.used = true;
    this.name();
  }

  /** A result that another one follows folds to its head, unless somebody has used it. */
  private other(arrived: HTMLElement): void {
    const follows = !!(this.element.compareDocumentPosition(arrived) & Node.DOCUMENT_POSITION_FOLLOWING);
    const beside = this.element.closest('.jp-Notebook') === arrived.closest('.jp-Notebook');
    if (!this.used && follows && beside && one(this.root, ':scope > .rh')) this.element.classList.add('folded');
  }

  private open(): void {
    this.element.classList.remove('folded');
    this.element.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: 'nearest' });
  }

  private whole(open: boolean): void {
    this.element.classList.toggle('open', open);
    this.more.setAttribute('aria-expanded', String(open));
    this.more.textContent = open ? 'Show less' : 'Show all';
    this.element.scrollIntoView({ block: 'nearest' });
  }

  /** What is stuck at the top hides no sentence that a key moves to; a short result needs no "Show all". */
  private measure(): void {
    const { element, root } = this;
    const header = one(root, ':scope > .rh')?.offsetHeight ?? 0;
    const tools = one(root, ':scope > .tools')?.offsetHeight ?? 0;
    element.style.setProperty('--head', `${header}px`);
    element.style.setProperty('--stuck', `${header + tools}px`);
    this.more.hidden = !element.classList.contains('open') && element.scrollHeight <= element.clientHeight + 1;
  }

  /** A notebook has many results: each is named by its cell. */
  private name(): void {
    const prompt = this.element.closest('.jp-Cell')?.querySelector('.jp-InputArea-prompt, .jp-InputPrompt')?.textContent ?? '';
    const number = /\d+/.exec(prompt)?.[0];
    const title = one(this.root, '.ti')?.textContent ?? one(this.root, 'h1')?.textContent ?? '';
    this.root.removeAttribute('aria-labelledby');
    this.root.setAttribute('aria-label', `Result${number ? ` of cell ${number}` : ''}: ${title}`);
    for (const part of number ? all(this.root, 'aside, nav, section[aria-label], [role=region]') : []) {
      part.dataset.name ??= part.getAttribute('aria-label') ?? '';
      if (part.dataset.name) part.setAttribute('aria-label', `${part.dataset.name}, cell ${number}`);
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented) this.release(event);
    hold(event);
  }

  /** Give the keys back to the notebook around this result. */
  private release(event: KeyboardEvent): void {
    event.preventDefault();
    (event.composedPath()[0] as HTMLElement).blur?.();
    const around = this.element.parentElement;
    (around?.closest<HTMLElement>('.jp-Notebook') ?? around?.closest<HTMLElement>('[tabindex]'))?.focus({ preventScroll: true });
  }
}

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
