/** The door for anywidget: traits in, core's views out, changes back as small patches. */

import { h } from '../../core/src/dom';
import { mount, type Handle, type Patch, type View } from '../../core/src/index';

/** Traits that the page may change; Views only ever come from Python. */
const SHARED = ['selected', 'hidden', 'mode', 'threshold'] as const;
type Name = (typeof SHARED)[number];

interface IModel {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, callback: () => void): void;
  off(event: string, callback: () => void): void;
}

/** What other parts of the page (the plugin's side panel) are told; see labextension/src/bus.ts. */
const EVENT = 'provenance-view';

/**
 * Plain keys pressed inside are for the view: a notebook in command mode takes arrows, `j` and `k` from whatever has the
 * focus (Lumino's `data-lm-suppress-shortcuts` protects only the element that carries it). Ctrl, Alt and Cmd pass.
 */
function keepKeys(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey && !event.altKey) {
    event.stopPropagation();
  }
}

/** One widget on the page: an article, or a corpus whose articles open in its place. */
class Stage {
  private handle: Handle | null = null;
  private silent = false;
  private readonly bar = h('div');
  private readonly frame = h('div');

  constructor(
    private readonly model: IModel,
    private readonly el: HTMLElement
  ) {
    el.replaceChildren(this.bar, this.frame);
    el.addEventListener('focusin', this.tell);
    el.addEventListener('keydown', keepKeys);
    this.draw();
  }

  destroy(): void {
    this.el.removeEventListener('focusin', this.tell);
    this.el.removeEventListener('keydown', keepKeys);
    this.handle?.destroy();
  }

  /** Show what Python says: the open article of a corpus, else the view. */
  readonly draw = (): void => {
    const article = this.model.get('article') as Partial<View> | undefined;
    const open = Boolean(article?.type);
    this.handle?.destroy();
    this.bar.replaceChildren(...(open ? [this.back()] : []));
    const options = Object.fromEntries(SHARED.map(name => [name, this.model.get(name)]));
    this.handle = mount(this.frame, (open ? article : this.model.get('view')) as View, {
      ...options,
      onChange: (patch: Patch) => {
        if (!this.silent) {
          this.send(patch);
        }
      }
    });
    if (open) {
      this.bar.querySelector('button')?.focus({ preventScroll: true });
      this.el.scrollIntoView({ block: 'nearest' });
    }
    requestAnimationFrame(this.tell);
  };

  /** Follow a trait that Python changed; nothing of it is sent back. */
  follow(name: Name): void {
    this.silent = true;
    this.handle?.update({ [name]: this.model.get(name) });
    this.silent = false;
    this.tell();
  }

  private back(): HTMLElement {
    const heading = (this.model.get('view') as { heading: string }).heading;
    const button = h('button.btn', { type: 'button' }, `← ${heading}`);
    button.addEventListener('click', () => {
      this.model.set('opened', null);
      this.model.save_changes();
    });
    return h('div.pv.pv-back', null, h('div.wrap', null, button));
  }

  private send(patch: Patch): void {
    const values = patch as Record<string, unknown>;
    let changed = false;
    for (const name of SHARED) {
      if (name in values && JSON.stringify(values[name]) !== JSON.stringify(this.model.get(name))) {
        this.model.set(name, values[name]);
        changed = true;
      }
    }
    if (patch.open !== undefined) {
      this.model.set('opened', patch.open);
      changed = true;
    }
    if (changed) {
      this.model.save_changes();
      this.tell();
    }
  }

  private readonly tell = (): void => {
    const article = this.model.get('article') as Partial<View> | undefined;
    const detail = {
      view: article?.type ? article : this.model.get('view'),
      selected: this.model.get('selected'),
      select: (id: string): void => {
        this.handle?.update({ selected: id });
        this.send({ selected: id });
      }
    };
    this.el.dispatchEvent(new CustomEvent(EVENT, { bubbles: true, composed: true, detail }));
  };
}

function render({ model, el }: { model: IModel; el: HTMLElement }): () => void {
  const stage = new Stage(model, el);
  const listeners: [string, () => void][] = [
    ['change:view', stage.draw],
    ['change:article', stage.draw],
    ...SHARED.map((name): [string, () => void] => [`change:${name}`, () => stage.follow(name)])
  ];
  for (const [event, callback] of listeners) {
    model.on(event, callback);
  }
  return () => {
    for (const [event, callback] of listeners) {
      model.off(event, callback);
    }
    stage.destroy();
  };
}

export default { render };
