/** The script of a report: shows one view at a time, by address, and brings each to life when it is first shown. */

import { all, byId, h, one } from './dom.js';
import { build, enliven, type Data, type Live } from './index.js';
import { LiveArticle } from './live-article.js';
import { LiveCompare } from './live-compare.js';
import { usersOf } from './steps.js';
import type { CompareView, Patch } from './types.js';

class Report {
  private readonly main: HTMLElement;
  private readonly views: HTMLElement[];
  private readonly alive = new Map<HTMLElement, Live>();

  constructor(
    private readonly page: HTMLElement,
    private readonly data: Data,
  ) {
    page.classList.add('live');
    this.main = one(page, 'main') as HTMLElement;
    this.views = all(page, '.view');
    addEventListener('hashchange', () => this.show(false));
    if (this.views.length > 1) this.offerAll(this.views[0] as HTMLElement);
    this.show(true);
  }

  private show(first: boolean): void {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const view = this.viewOf(wanted) ?? (first ? this.views[0] : undefined);
    if (!view) return;
    for (const other of this.views) other.hidden = other !== view;
    const { handle } = this.open(view);
    this.mark(view);
    if (handle instanceof LiveArticle) handle.place();
    if (handle instanceof LiveCompare) handle.draw();
    const target = byId(view, wanted);
    if (handle instanceof LiveArticle && target?.matches('a.s')) handle.reveal(wanted, !first);
    else if (target && !target.matches('[data-view]')) target.scrollIntoView();
    else if (!first) window.scrollTo(0, 0);
  }

  private open(view: HTMLElement): Live {
    const known = this.alive.get(view);
    if (known) return known;
    unfold(view);
    const section = one(view, '[data-view]') as HTMLElement;
    const texts = (key: string) => this.text(key);
    const users = (doc: string) => usersOf(Object.values(this.data.rows ?? {}), doc);
    const options = { keys: document, permalinks: true, texts, users, onChange: section.dataset.view === 'article' ? this.hear : undefined };
    const live = enliven(section, this.data, options);
    this.alive.set(view, live);
    return live;
  }

  /** The words of an article, also of one that still stands as text in its noscript element. */
  private text(key: string): string {
    const view = this.views.find((other) => other.dataset.key === key);
    const folded = view && one(view, 'noscript')?.textContent;
    return folded ? plain(folded) : ((view && one(view, '.txt')?.textContent) ?? '');
  }

  /** Offer to lay every article open, one below the other: for print, and for the browser's own search. */
  private offerAll(overview: HTMLElement): void {
    const articles = this.views.filter((view) => view !== overview);
    if (!articles.length) return;
    const button = h('button.btn', { type: 'button' }, 'Show every article below, to print or search them all');
    button.addEventListener('click', () => {
      for (const view of articles) {
        view.hidden = false;
        const { handle } = this.open(view);
        if (handle instanceof LiveArticle) handle.place();
      }
      button.remove();
    });
    overview.append(h('p.acts.js', null, button));
  }

  private readonly hear = (patch: Patch): void => {
    if (patch.used) {
      const [overview] = this.views as [HTMLElement];
      location.hash = `${overview.dataset.key}-l`;
      this.open(overview).handle.update({ used: patch.used });
    }
    if (!patch.open) return;
    location.hash = patch.open;
    const compare = this.viewOf(patch.open);
    if (compare && patch.doc) this.open(compare).handle.update({ doc: patch.doc });
  };

  /** The view that holds an id: ids begin with the key of their article. */
  private viewOf(id: string): HTMLElement | undefined {
    if (!id) return this.views[0];
    const made = byId(this.page, id)?.closest<HTMLElement>('.view');
    if (made) return made;
    const beside = this.data.compare?.[id.replace(/-c(\d+(-[lrt]\d*)?)?$/, '')];
    if (beside && id.startsWith(beside.key)) return this.compare(beside);
    const key = id.replace(/-[se]\d+$|-h$/, '');
    return this.views.find((view) => view.dataset.key === key);
  }

  /** Build a side-by-side view when it is first asked for. */
  private compare(data: CompareView): HTMLElement {
    const section = build(data);
    const back = h('p.back', null, h('a', { href: `#${data.article}` }, '← Article'));
    const view = h('div.view', { 'data-key': data.key, hidden: true }, back, section);
    this.main.append(view);
    this.views.push(view);
    this.alive.set(view, { root: section, handle: new LiveCompare(section, data, { keys: document }) });
    return view;
  }

  /** Mark the link of the masthead that leads to what is shown; an article has none. */
  private mark(view: HTMLElement): void {
    for (const link of all(this.page, '.top a[href^="#"]')) {
      if (link.getAttribute('href') === `#${view.dataset.key}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }
}

/** Make elements of an article that stands as text in a noscript element. The text is this file's own escaped markup. */
function unfold(view: HTMLElement): void {
  const folded = one(view, 'noscript');
  if (!folded) return;
  const parsed = new DOMParser().parseFromString(folded.textContent ?? '', 'text/html');
  view.replaceChildren(...Array.from(parsed.body.childNodes, (node) => document.importNode(node, true)));
}

/** The words of an article's escaped markup, without its evidence. */
function plain(markup: string): string {
  const from = markup.indexOf('class="txt"');
  const to = markup.indexOf('<aside', from);
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'" };
  return markup
    .slice(from, to < 0 ? undefined : to)
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|#34|#39);/g, (_, name: string) => entities[name] ?? '');
}

function start(): void {
  const theme = new URLSearchParams(location.search).get('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const page = one(document, '.pv[data-page]');
  if (page) new Report(page, JSON.parse(byId(document, 'pv-data')?.textContent || '{}'));
}

start();
