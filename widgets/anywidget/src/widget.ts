/** The door for anywidget: traits in, core's views out, changes back as small patches. */

import { mount, type Handle, type View } from '../../core/src/index';

/** Traits that the page may change; the View itself only ever comes from Python. */
const SHARED = ['selected', 'hidden', 'mode', 'threshold'] as const;
type Name = (typeof SHARED)[number];

interface IModel {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, callback: () => void): void;
  off(event: string, callback: () => void): void;
}

interface IContext {
  model: IModel;
  el: HTMLElement;
}

/** What other parts of the page (the plugin's side panel) are told; see labextension/src/bus.ts. */
const EVENT = 'provenance-view';

function render({ model, el }: IContext): () => void {
  let handle: Handle | null = null;
  let silent = false;

  const options = (): Record<string, unknown> => Object.fromEntries(SHARED.map(name => [name, model.get(name)]));

  const tell = (): void => {
    const shown = handle;
    if (shown) {
      const detail = {
        view: model.get('view'),
        selected: model.get('selected'),
        select: (id: string) => send({ selected: id })
      };
      el.dispatchEvent(new CustomEvent(EVENT, { bubbles: true, composed: true, detail }));
    }
  };

  const send = (patch: Record<string, unknown>): void => {
    let changed = false;
    for (const name of SHARED) {
      if (name in patch && JSON.stringify(patch[name]) !== JSON.stringify(model.get(name))) {
        model.set(name, patch[name]);
        changed = true;
      }
    }
    if (changed) {
      model.save_changes();
      tell();
    }
  };

  const draw = (): void => {
    handle?.destroy();
    el.replaceChildren();
    handle = mount(el, model.get('view') as View, {
      ...options(),
      onChange: (patch: Record<string, unknown>) => {
        if (!silent) {
          send(patch);
        }
      }
    });
    requestAnimationFrame(tell);
  };

  const follow = (name: Name) => (): void => {
    silent = true; // an update that came from Python is not sent back
    handle?.update({ [name]: model.get(name) });
    silent = false;
    tell();
  };

  const listeners: [string, () => void][] = [
    ['change:view', draw],
    ...SHARED.map((name): [string, () => void] => [`change:${name}`, follow(name)])
  ];
  for (const [event, callback] of listeners) {
    model.on(event, callback);
  }
  el.addEventListener('focusin', tell);
  draw();
  return () => {
    for (const [event, callback] of listeners) {
      model.off(event, callback);
    }
    el.removeEventListener('focusin', tell);
    handle?.destroy();
  };
}

export default { render };
