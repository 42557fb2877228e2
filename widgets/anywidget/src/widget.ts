/** The door for anywidget: traits in, core's views out, changes back as small patches. */

import { h } from '../../core/src/dom';
import { hold, mount, usersOf, type CorpusView, type Handle, type Patch, type View } from '../../core/src/index';

/** Traits that the page may change; Views only ever come from Python. Each widget has some of them. */
const SHARED = ['selected', 'hidden', 'mode', 'threshold', 'doc', 'find'] as const;

export interface IModel {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(content: unknown): void;
  on(event: string, callback: (message: any) => void): void;
  off(event: string, callback: (message: any) => void): void;
}

/** What other parts of the page (the plugin's side panel) are told; see labextension/src/bus.ts. */
const EVENT = 'provenance-view';

/** One widget on the page; the articles of a corpus open in its place. */
class Stage {
  private handle: Handle | null = null;
  private silent = false;
  /** The key of the article that was open last. */
  private from = '';
  private drawn = false;
  /** The dispatch whose uses the table shall list when it is back. */
  private uses = '';
  private readonly bar = h('div');
  private readonly frame = h('div');
  private readonly alert = h('div');
  private readonly names: string[];
  private readonly listeners: [string, (message: any) => void][];

  constructor(
    private readonly model: IModel,
    private readonly el: HTMLElement
  ) {
    this.names = SHARED.filter(name => model.get(name) !== undefined);
    this.listeners = [
      ['change:view', this.draw],
      ['change:article', this.draw],
      ['change:decisions', () => this.update({ decisions: model.get('decisions') as Patch['decisions'] })],
      ['change:problem', this.warn],
      ['change:found', () => this.update({ found: model.get('found') as string[] })],
      ['msg:custom', (message: Patch) => this.update({ panels: message.panels })],
      ...this.names.map((name): [string, () => void] => [
        `change:${name}`,
        () => this.update({ [name]: model.get(name) } as Patch)
      ])
    ];
    for (const [event, callback] of this.listeners) {
      model.on(event, callback);
    }
    el.replaceChildren(this.alert, this.bar, this.frame);
    el.addEventListener('focusin', this.tell);
    for (const part of [this.bar, this.alert]) {
      part.addEventListener('keydown', hold);
    }
    this.draw();
    this.warn();
  }

  destroy(): void {
    for (const [event, callback] of this.listeners) {
      this.model.off(event, callback);
    }
    this.el.removeEventListener('focusin', this.tell);
    this.handle?.destroy();
  }

  /** What is shown: the open article of a corpus, else the view. */
  private get shown(): View {
    const article = this.model.get('article') as Partial<View> | undefined;
    return (article?.type ? article : this.model.get('view')) as View;
  }

  private readonly draw = (): void => {
    const { shown, model } = this;
    const opened = shown !== model.get('view');
    this.handle?.destroy();
    this.bar.replaceChildren(...(opened ? [this.tools(shown)] : []));
    const view = model.get('decisions') === undefined ? shown : { ...shown, decisions: model.get('decisions') };
    const options = Object.fromEntries(this.names.map(name => [name, model.get(name)]));
    const place = this.place();
    const used = this.drawn || opened;
    const decides = this.names.includes('threshold') && shown === model.get('view');
    this.handle = mount(this.frame, view as View, { ...options, boxed: true, used, decides, users: this.users, onChange: this.send });
    if (this.uses && !opened) {
      this.update({ used: this.uses });
      this.uses = '';
    }
    this.drawn = true;
    place?.();
    if (model.get('doc')) {
      this.update({ doc: model.get('doc') as string });
    }
    this.arrive(opened);
    requestAnimationFrame(this.tell);
  };

  /** Where the reader is, for a view that is drawn again: how far down, whether opened, and whether at the slider. */
  private place(): (() => void) | null {
    const before = this.frame.querySelector<HTMLElement>('.boxed');
    if (!before) {
      return null;
    }
    const { scrollTop } = before;
    const whole = before.classList.contains('open');
    const atSlider = before.querySelector('[data-certainty]:focus') !== null;
    return () => {
      const now = this.frame.querySelector<HTMLElement>('.boxed');
      now?.classList.toggle('open', whole);
      now?.scrollTo({ top: scrollTop });
      if (atSlider) {
        now?.querySelector<HTMLElement>('[data-certainty]')?.focus({ preventScroll: true });
      }
    };
  }

  /** Bring the start of an opened article, or the row that one came from, into view and under the keys. */
  private arrive(opened: boolean): void {
    if (opened) {
      this.bar.querySelector('button')?.focus({ preventScroll: true });
      this.bar.scrollIntoView({ block: 'start' });
      this.from = this.model.get('opened') as string;
    } else if (this.from) {
      const row = this.frame.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(this.from)}"]`);
      row?.scrollIntoView({ block: 'center' });
      row?.querySelector('a')?.focus({ preventScroll: true });
      this.from = '';
    }
  }

  /** Follow Python; nothing of it is sent back. */
  private update(patch: Patch): void {
    this.silent = true;
    this.handle?.update(patch);
    this.silent = false;
    this.tell();
  }

  /** The way back to the corpus, and between an article and its sources. */
  private tools(shown: View): HTMLElement {
    const heading = (this.model.get('view') as { heading: string }).heading;
    const button = (text: string, change: Record<string, unknown>): HTMLElement => {
      const made = h('button.btn', { type: 'button' }, text);
      made.addEventListener('click', () => this.save(change));
      return made;
    };
    const back = button(`← ${heading}`, { opened: null });
    const compares = shown.type === 'compare';
    const sourced = compares || (shown.type === 'article' && shown.panels.some(panel => panel.passages.length > 0));
    const beside = sourced && button(compares ? 'The article alone' : 'Beside its sources', { beside: !compares });
    return h('div.pv.pv-back', null, h('div.wrap', { class: 'pv-tools' }, back, ' ', beside));
  }

  private readonly users = (doc: string): number => {
    const view = this.model.get('view') as View;
    return view.type === 'corpus' ? usersOf((view as CorpusView).rows, doc) : 0;
  };

  private readonly send = (patch: Patch): void => {
    if (patch.need !== undefined) {
      this.model.send({ need: patch.need }); // asked for even while Python moves the page
    }
    if (this.silent) {
      return;
    }
    if (patch.used) {
      this.uses = patch.used;
      this.save({ opened: null });
    }
    if (patch.review) {
      this.model.send(patch.review);
    }
    const values = patch as Record<string, unknown>;
    const change = Object.fromEntries(this.names.filter(name => name in values).map(name => [name, values[name]]));
    this.save(patch.open === undefined ? change : { ...change, opened: patch.open });
  };

  private save(change: Record<string, unknown>): void {
    const changed = Object.entries(change).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(this.model.get(name))
    );
    if (changed.length > 0) {
      changed.forEach(([name, value]) => this.model.set(name, value));
      this.model.save_changes();
      this.tell();
    }
  }

  private readonly warn = (): void => {
    const problem = this.model.get('problem') as string | undefined;
    const box = problem && h('p.alert', { role: 'alert' }, problem);
    this.alert.replaceChildren(...(box ? [h('div.pv', null, h('div.wrap', null, box))] : []));
  };

  private readonly tell = (): void => {
    const detail = {
      view: this.shown,
      selected: this.model.get('selected') ?? null,
      select: (id: string): void => {
        this.handle?.update({ selected: id });
        this.save({ selected: id });
      }
    };
    this.el.dispatchEvent(new CustomEvent(EVENT, { bubbles: true, composed: true, detail }));
  };
}

function render({ model, el }: { model: IModel; el: HTMLElement }): () => void {
  const stage = new Stage(model, el);
  return () => stage.destroy();
}

export default { render };
