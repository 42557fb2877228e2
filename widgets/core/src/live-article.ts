/** Brings the markup of one article to life, whether Python wrote it or `article()` built it. */

import { all, byId, h, Listeners, one } from './dom.js';
import { Folding, NARROW } from './fold.js';
import { ORDER } from './generated.js';
import type { Handle, Mode, Options, Patch, State } from './types.js';

export interface ArticleOptions extends Options {
  /** Where `j` and `k` are heard: the page in a report, the element in a notebook. */
  keys?: EventTarget;
  /** Ids of sources that can be shown side by side; the host hears `{open, doc}`. */
  sources?: Set<string>;
  /** Offer the address of a sentence. */
  permalinks?: boolean;
}

export class LiveArticle implements Handle {
  private readonly listeners = new Listeners();
  private readonly text: HTMLElement;
  private readonly read: HTMLElement;
  private readonly column: HTMLElement;
  private readonly frame: HTMLElement;
  private readonly sentences: HTMLElement[];
  private readonly observer: ResizeObserver;
  private readonly state: State;
  private readonly folding: Folding;
  private readonly close = h('button.x', { type: 'button', 'aria-label': 'Close the evidence' }, '×');
  private current: HTMLElement | null = null;
  private printing = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly options: ArticleOptions = {},
  ) {
    this.frame = root.closest<HTMLElement>('.pv') ?? root;
    this.text = one(root, '.txt') as HTMLElement;
    this.read = one(root, '.read') as HTMLElement;
    this.column = one(root, '.ev-col') as HTMLElement;
    this.sentences = this.text ? all(this.text, 'a.s[id]') : [];
    this.state = {
      mode: options.mode ?? 'provenance',
      selected: null,
      hidden: options.hidden ?? ['n'],
      threshold: options.threshold ?? null,
    };
    this.observer = new ResizeObserver(() => this.place());
    this.folding = new Folding(root, this.frame);
    if (!this.text) return;
    this.column.prepend(this.close);
    this.listen();
    this.observer.observe(this.frame);
    this.paint();
    this.select(this.find(options.selected) ?? this.first(), false);
  }

  update(patch: Patch): void {
    if (!this.text) return;
    if (patch.mode !== undefined) this.state.mode = patch.mode;
    if (patch.hidden !== undefined) this.state.hidden = [...patch.hidden];
    this.paint();
    if (patch.selected !== undefined && patch.selected !== this.state.selected) {
      const sentence = this.find(patch.selected);
      this.select(sentence, false);
      sentence?.scrollIntoView({ block: 'nearest' });
    }
  }

  destroy(): void {
    this.listeners.stop();
    this.observer.disconnect();
  }

  /** Select a sentence by id, scroll to it, and tell whether it is here. */
  reveal(id: string, focus = true): boolean {
    const sentence = this.find(id);
    if (!sentence) return false;
    this.select(sentence, focus);
    sentence.scrollIntoView({ block: 'center' });
    return true;
  }

  /** Put the panel beside its sentence again, after the article became visible. */
  place(): void {
    this.folding.place();
    const sentence = this.current;
    if (!sentence) return;
    const beside = this.printing || this.frame.clientWidth > NARROW;
    if (beside) this.column.hidden = false;
    this.column.classList.toggle('side', beside);
    const paragraph = sentence.closest('p');
    if (beside && this.column.parentElement !== this.read) this.read.append(this.column);
    if (!beside && paragraph && paragraph.nextElementSibling !== this.column) paragraph.after(this.column);
    this.column.style.marginTop = '0px';
    if (!beside || this.printing) return;
    const box = this.read.getBoundingClientRect();
    const room = box.height - this.column.offsetHeight;
    this.column.style.marginTop = `${Math.max(0, Math.min(sentence.getBoundingClientRect().top - box.top - 4, room))}px`;
  }

  private find(id: string | null | undefined): HTMLElement | null {
    return id ? (this.sentences.find((sentence) => sentence.id === id) ?? null) : null;
  }

  private first(): HTMLElement | null {
    const wanted = this.sentences.find((s) => s.matches('.w,.e,.sh,.c') && !s.closest('.hd,.dk,.cap'));
    return wanted ?? this.sentences.find((s) => !s.matches('.n')) ?? this.sentences[0] ?? null;
  }

  private tell(patch: Patch): void {
    Object.assign(this.state, patch);
    this.options.onChange?.(patch);
  }

  private select(sentence: HTMLElement | null, focus: boolean): void {
    for (const other of this.sentences) {
      other.tabIndex = -1;
      if (other !== sentence) other.removeAttribute('aria-current');
    }
    this.current = sentence;
    const wanted = sentence?.getAttribute('href')?.slice(1) ?? '';
    for (const panel of all(this.column, '.ev')) panel.hidden = panel.id !== wanted;
    for (const mark of all(this.root, '.map a')) {
      if (sentence && mark.getAttribute('href') === `#${sentence.id}`) mark.setAttribute('aria-current', 'true');
      else mark.removeAttribute('aria-current');
    }
    if (!sentence) return;
    sentence.tabIndex = 0;
    sentence.setAttribute('aria-current', 'true');
    this.actions(wanted, sentence);
    this.place();
    if (focus) sentence.focus({ preventScroll: false });
    if (this.state.selected !== sentence.id) this.tell({ selected: sentence.id });
  }

  private actions(id: string, sentence: HTMLElement): void {
    const panel = byId(this.column, id);
    if (!panel || one(panel, '.acts') || sentence.matches('.n')) return;
    const citation = h('button.btn', { type: 'button' }, 'Copy as citation');
    citation.addEventListener('click', () => void copy(this.citation(panel, sentence), citation));
    const doc = panel.dataset.doc ?? '';
    const beside = this.options.sources?.has(doc) && h('button.btn', { type: 'button' }, 'Side by side');
    if (beside) beside.addEventListener('click', () => this.options.onChange?.({ open: `${this.root.id}-c`, doc }));
    const number = this.options.users?.(doc) ?? 0;
    const users = number > 1 && h('button.btn', { type: 'button' }, `Used by ${number} articles`);
    if (users) users.addEventListener('click', () => this.options.onChange?.({ used: doc }));
    const link = this.options.permalinks && h('a.btn', { href: `#${sentence.id}` }, 'Link');
    const number_ = /-s(\d+)$/.exec(sentence.id)?.[1] ?? '';
    const command = this.root.dataset.why && `${this.root.dataset.why} ${number_}`;
    const why = command && h('details.why', null, h('summary', null, 'Why this answer?'), h('p.cmd', null, command), h('p.hint', null, 'This command takes the answer apart: kind, credits, sources, rules, and what would change it.'));
    if (why) panel.append(why);
    panel.append(h('p.acts', null, beside, users, citation, link));
  }

  private citation(panel: HTMLElement, sentence: HTMLElement): string {
    const words = (element: Element | null) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const said = Array.from(sentence.childNodes)
      .filter((node) => !(node instanceof Element && node.matches('.vh,.t')))
      .map((node) => node.textContent ?? '')
      .join('');
    const head = [words(one(this.root, '.kick')), words(one(this.root, '.ti'))].filter(Boolean).join(': ');
    const source = one(panel, '.srcline');
    const label = words(one(panel, '.what > span:last-child')).replace(/^\d+\. /, '');
    return `“${said.trim()}” (${head}). ${label}${source ? `: ${words(source)}` : ''}.`;
  }

  private listen(): void {
    const { listeners } = this;
    listeners.on(this.root, 'click', (event: MouseEvent) => this.click(event));
    listeners.on(this.options.keys ?? this.root, 'keydown', (event: KeyboardEvent) => this.key(event));
    listeners.on(window, 'beforeprint', () => this.print(true));
    listeners.on(window, 'afterprint', () => this.print(false));
  }

  private print(printing: boolean): void {
    this.printing = printing;
    this.folding.print(printing);
    this.place();
  }

  private click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest<HTMLAnchorElement>('a[href^="#"]');
    if (link && !link.matches('.btn') && !event.ctrlKey && !event.metaKey) {
      const own = link.matches('.txt a.s');
      const sentence = own ? link : this.find(link.getAttribute('href')?.slice(1));
      if (!sentence) return;
      event.preventDefault();
      this.column.hidden = false;
      this.select(sentence, true);
      if (!own) sentence.scrollIntoView({ block: 'center' });
      return;
    }
    const button = target?.closest<HTMLElement>('button');
    if (button === this.close) return this.shut();
    if (button?.dataset.mode) this.tell({ mode: button.dataset.mode as Mode });
    else if (button?.dataset.k) this.toggle(button.dataset.k);
    else if (button?.dataset.agency) this.toggle(button.dataset.agency);
    else return;
    this.paint();
  }

  private toggle(name: string): void {
    const { hidden } = this.state;
    this.tell({ hidden: hidden.includes(name) ? hidden.filter((other) => other !== name) : [...hidden, name] });
  }

  private key(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.shiftKey && event.key === 'Enter') return;
    if (target.closest('input,select,textarea') || !this.root.getClientRects().length) return;
    if (event.key === 'Escape' && this.column.contains(target)) return this.back(event);
    const inside = this.text.contains(target) && target.matches('a.s');
    if (event.key === 'Enter' && inside) return this.open(event);
    if (target.closest('button,summary')) return;
    const at = this.current ? this.sentences.indexOf(this.current) : -1;
    const forward = event.key === 'j' || (inside && (event.key === 'ArrowRight' || event.key === 'ArrowDown'));
    const backward = event.key === 'k' || (inside && (event.key === 'ArrowLeft' || event.key === 'ArrowUp'));
    const next = forward ? at + 1 : backward ? at - 1 : inside && event.key === 'Home' ? 0 : inside && event.key === 'End' ? this.sentences.length - 1 : -1;
    const sentence = this.sentences[next];
    if (!sentence) return;
    event.preventDefault();
    this.select(sentence, true);
  }

  /** Close the drawer and go back to the text; the next sentence that is opened brings it back. */
  private shut(): void {
    this.column.hidden = true;
    this.current?.focus();
  }

  private open(event: Event): void {
    event.preventDefault();
    this.column.hidden = false;
    const panel = byId(this.column, this.current?.getAttribute('href')?.slice(1) ?? '');
    if (panel) one(panel, '.what')?.focus();
  }

  private back(event: Event): void {
    event.preventDefault();
    this.current?.focus();
  }

  private paint(): void {
    const { mode, hidden } = this.state;
    this.root.dataset.mode = mode;
    for (const name of ['agency', 'certainty', 'edit']) this.text.classList.toggle(`by-${name}`, mode === name);
    for (const key of ORDER) {
      if (key === 'n') this.text.classList.toggle('show-n', !hidden.includes('n'));
      else this.text.classList.toggle(`off-${key}`, hidden.includes(key));
    }
    for (const sentence of this.sentences) {
      sentence.classList.toggle('gone', !!sentence.dataset.g && hidden.includes(sentence.dataset.g));
    }
    for (const button of all(this.root, '.tools button')) {
      const name = button.dataset.k ?? button.dataset.agency;
      const on = button.dataset.mode ? button.dataset.mode === mode : !hidden.includes(name ?? '');
      button.setAttribute('aria-pressed', String(on));
    }
    const agencies = all(this.root, '.tools [data-agency][aria-pressed=false]').length;
    this.folding.say(agencies + Number(mode !== 'provenance'));
  }
}

export async function copy(text: string, button: HTMLElement): Promise<void> {
  const label = button.textContent ?? '';
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Copying is not allowed here';
  }
  setTimeout(() => (button.textContent = label), 1600);
}
