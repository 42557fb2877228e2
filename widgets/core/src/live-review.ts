/** Keyboard-first coding: one key a label, undo, next, several coders. What stands is what the host says stands. */

import { passage, srcline, diff } from './article.js';
import { all, h, Listeners, one } from './dom.js';
import type { Handle, Options, Panel, Patch, ReviewDecision, ReviewItem, ReviewView } from './types.js';

const RECENT = 3;

export class LiveReview implements Handle {
  private readonly listeners = new Listeners();
  private readonly items: ReviewItem[];
  private readonly panels: Map<string, Panel>;
  private decisions: ReviewDecision[];
  private coder: string;
  private at = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly view: ReviewView,
    private readonly options: Options & { keys?: EventTarget } = {},
  ) {
    this.items = view.items;
    this.decisions = [...view.decisions];
    this.coder = view.coder;
    this.panels = new Map(view.items.flatMap((item) => (item.panel ? [[item.id, item.panel] as const] : [])));
    if (!this.items.length) return;
    this.listeners.on(root, 'click', (event: MouseEvent) => this.click(event));
    this.listeners.on(root, 'input', (event: Event) => this.input(event));
    this.listeners.on(root, 'focusout', (event: FocusEvent) => this.leave(event));
    this.listeners.on(options.keys ?? root, 'keydown', (event: KeyboardEvent) => this.key(event));
    const chosen = this.items.findIndex((item) => item.id === options.selected);
    this.go(chosen >= 0 ? chosen : Math.max(0, this.items.findIndex((item) => !this.mine(item.id))), false);
  }

  update(patch: Patch): void {
    for (const [id, panel] of Object.entries(patch.panels ?? {})) this.panels.set(id, panel);
    if (patch.decisions) this.decisions = [...patch.decisions];
    const wanted = this.items.findIndex((item) => item.id === patch.selected);
    if (wanted >= 0 && wanted !== this.at) this.go(wanted, false);
    else this.draw();
  }

  destroy(): void {
    this.listeners.stop();
  }

  private get item(): ReviewItem {
    return this.items[this.at] as ReviewItem;
  }

  private standing(id: string): ReviewDecision[] {
    const found = new Map<string, ReviewDecision>();
    for (const decision of this.decisions) if (decision.id === id) found.set(decision.coder, decision);
    return [...found.values()];
  }

  private mine(id: string): ReviewDecision | undefined {
    return this.standing(id).find((decision) => decision.coder === this.coder);
  }

  private go(index: number, focus = true): void {
    this.at = Math.max(0, Math.min(this.items.length - 1, index));
    const { item } = this;
    this.options.onChange?.({ selected: item.id });
    if (!this.panels.has(item.id)) this.options.onChange?.({ need: item.id });
    const reason = one<HTMLTextAreaElement>(this.root, '[data-reason]');
    if (reason) reason.value = this.mine(item.id)?.reason ?? '';
    this.draw();
    this.root.closest('.boxed')?.scrollTo({ top: 0 });
    if (focus) one(this.root, '[data-focus]')?.focus({ preventScroll: true });
  }

  private next(open: boolean): void {
    const order = [...this.items.keys()];
    const after = [...order.slice(this.at + 1), ...order.slice(0, this.at)];
    const wanted = (place: number) => {
      const item = this.items[place] as ReviewItem;
      return !this.mine(item.id) && (this.view.blind || item.uncertain);
    };
    const found = open ? after.find(wanted) : Math.min(this.at + 1, this.items.length - 1);
    if (found === undefined) {
      this.say(this.view.blind ? 'Every sentence is decided.' : 'No uncertain sentence is left.');
      return;
    }
    this.go(found);
  }

  private decide(letter: string): void {
    if (!this.coder.trim()) {
      this.say('Please give your name first: it is kept with every decision.');
      one(this.root, '[data-coder]')?.focus();
      return;
    }
    const reason = one<HTMLTextAreaElement>(this.root, '[data-reason]')?.value.trim() ?? '';
    const { id } = this.item;
    this.decisions = [...this.decisions, { id, letter, coder: this.coder, time: '', reason }];
    this.options.onChange?.({ review: { action: 'decide', id, letter, reason, coder: this.coder } });
    const words = this.view.labels.find((label) => label.letter === letter)?.text ?? letter;
    this.draw();
    this.say(`Set to: ${words}. Undo with Z.`);
    if (one<HTMLInputElement>(this.root, '[data-auto]')?.checked) this.next(false);
  }

  /** Take over what the tool says: only where its label is in sight. */
  private agree(): void {
    const said = this.panels.get(this.item.id)?.tag.slice(0, 1);
    const letter = said === '–' ? 'X' : said;
    if (letter && this.view.labels.some((label) => label.letter === letter)) this.decide(letter);
  }

  private undo(): void {
    const last = this.decisions.findLastIndex((decision) => decision.coder === this.coder);
    if (last < 0) return this.say('Nothing to undo.');
    const [gone] = this.decisions.splice(last, 1);
    this.options.onChange?.({ review: { action: 'undo', coder: this.coder } });
    const place = this.items.findIndex((item) => item.id === gone?.id);
    if (place >= 0) this.go(place);
    this.say('Undone.');
  }

  private click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('button') : null;
    if (target?.dataset.letter) this.decide(target.dataset.letter);
    else if (target?.dataset.go) this.command(target.dataset.go);
    else return;
    // a mouse leaves the focus on the button, where Enter would press it again: keys go on from the sentence
    if (event.detail && this.coder.trim()) one(this.root, '[data-focus]')?.focus({ preventScroll: true });
  }

  private command(name: string): void {
    if (name === 'undo') this.undo();
    else if (name === 'agree') this.agree();
    else if (name === 'back') this.go(this.at - 1);
    else this.next(name === 'next-open');
  }

  private input(event: Event): void {
    const target = event.target as HTMLInputElement;
    if (!target.matches('[data-coder]')) return;
    this.coder = target.value.trim();
    this.draw();
  }

  /** A reason written after the label is kept when the coder leaves the box. */
  private leave(event: FocusEvent): void {
    const target = event.target as HTMLTextAreaElement;
    const standing = this.mine(this.item.id);
    if (target.matches('[data-reason]') && standing && standing.reason !== target.value.trim()) this.decide(standing.letter);
  }

  private key(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.root.getClientRects().length) return;
    if (target.closest('textarea,input,select')) {
      if (event.key === 'Escape') this.back(event);
      return;
    }
    if (event.shiftKey && event.key === 'Enter') return;
    const letter = this.view.labels.find((label) => label.letter.toLowerCase() === event.key.toLowerCase());
    const commands: Record<string, string> = { j: 'next', k: 'back', z: 'undo', ...(this.view.blind ? {} : { y: 'agree' }) };
    const command = commands[event.key.toLowerCase()];
    if (letter) this.decide(letter.letter);
    else if (command) this.command(command);
    else if (event.key.toLowerCase() === 'r') one(this.root, '[data-reason]')?.focus();
    else if (event.key === 'Enter' && !target.closest('button,summary,a')) this.next(true);
    else return;
    event.preventDefault();
  }

  private back(event: Event): void {
    event.preventDefault();
    one(this.root, '[data-focus]')?.focus({ preventScroll: true });
  }

  private say(text: string): void {
    const line = one(this.root, '[data-said]');
    if (line) line.textContent = text;
  }

  private put(name: string, ...content: (Node | string)[]): void {
    one(this.root, `[data-${name}]`)?.replaceChildren(...content);
  }

  private draw(): void {
    const { item } = this;
    const own = this.mine(item.id);
    for (const part of all(this.root, '[data-before],[data-focus],[data-after]')) part.lang = item.lang ?? '';
    this.put('before', item.before);
    this.put('focus', item.text);
    this.put('after', item.after);
    this.put('where', h('b', null, item.outlet || item.article), h('span.mute', { lang: item.lang }, ` · ${item.heading}`));
    for (const button of all(this.root, '[data-letter]')) {
      button.setAttribute('aria-pressed', String(button.dataset.letter === own?.letter));
    }
    this.evidence(own !== undefined);
    this.progress();
    this.past();
  }

  private evidence(decided: boolean): void {
    const panel = this.panels.get(this.item.id);
    if (!panel) return this.put('evidence', h('p.mute', null, 'Fetching the evidence …'));
    const best = panel.passages[0];
    const section = h(
      'section.ev.n',
      null,
      h('h2.what', null, best ? this.view.texts.found : this.view.texts.none),
      best && [
        srcline(best),
        passage(best),
        best.diff && [h('h3.h3', null, best.diffHead), diff(best, panel.lang)],
        best.same && h('p.small.mute', null, 'No word differs.'),
      ],
    );
    this.put('evidence', section);
    this.put('tool', ...this.tool(panel, decided));
  }

  /** What the tool and other coders said: after the coder's own decision where coding is blind. */
  private tool(panel: Panel, decided: boolean): (Node | string)[] {
    if (this.view.blind && !decided) {
      return [h('b', null, 'What the tool says'), ' ', h('span.mute', null, 'hidden until you decide')];
    }
    const others = this.standing(this.item.id).filter((decision) => decision.coder !== this.coder);
    return [
      h('b', null, 'What the tool says'),
      h('p', { dir: 'auto' }, h('b', null, `${panel.title}. `), `${panel.lead} ${panel.why}`.trim()),
      ...others.map((other) => h('p', { dir: 'auto' }, h('b', null, `${other.coder}: `), `${other.letter}${other.reason ? ` (${other.reason})` : ''}`)),
    ];
  }

  private progress(): void {
    const here = this.items.filter((item) => item.article === this.item.article);
    const done = here.filter((item) => this.mine(item.id)).length;
    const left = here.filter((item) => item.uncertain && !this.mine(item.id)).length;
    this.put('progress', h('b', null, `${done} of ${here.length}`), ` decided${this.view.blind ? '' : ` · ${left} uncertain left`}`);
    const all_ = this.items.filter((item) => this.mine(item.id)).length;
    const several = this.items.length > here.length;
    this.put('all', several ? `${all_.toLocaleString('en-US')} of ${this.items.length.toLocaleString('en-US')} in all articles` : '');
    const classes = new Map(this.view.labels.map((label) => [label.letter, label.class]));
    this.put('track', ...here.map((item) => {
      const own = this.mine(item.id);
      const mark = own ? `d ${classes.get(own.letter) ?? 'n'}` : item.uncertain && !this.view.blind ? 'u' : '';
      return h('i', { class: item === this.item ? 'now' : mark });
    }));
    const place = here.indexOf(this.item) + 1;
    one(this.root, '[data-track]')?.setAttribute('aria-label', `${done} of ${here.length} decided, sentence ${place} in focus`);
  }

  private past(): void {
    const own = this.decisions.filter((decision) => decision.coder === this.coder).slice(-RECENT).reverse();
    const lines = own.map((decision) => {
      const item = this.items.find((other) => other.id === decision.id);
      const words = this.view.labels.find((label) => label.letter === decision.letter)?.text ?? '';
      return h('li', null, h('span.mute.num', null, String(item?.n ?? '')), ` ${decision.letter} ${words}`);
    });
    this.put('past', ...(lines.length ? [h('b', null, 'Last decisions'), h('ul', null, lines)] : []));
  }
}
