/** Elements from data. Text is only ever set as text; nothing here parses markup. */

export type Child = Node | string | null | undefined | false | Child[];
export type Attributes = Record<string, string | number | boolean | null | undefined>;

const SVG = 'http://www.w3.org/2000/svg';

/** Make an element: `h('p.kick', {dir: 'auto'}, 'text')`. Attributes that are null, undefined, false or '' are left out. */
export function h(name: string, attributes?: Attributes | null, ...children: Child[]): HTMLElement {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElement(tag as string), classes, attributes, children) as HTMLElement;
}

/** Make an SVG element. */
export function svg(name: string, attributes?: Attributes | null, ...children: Child[]): SVGElement {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElementNS(SVG, tag as string), classes, attributes, children) as SVGElement;
}

function fill(element: Element, classes: string[], attributes: Attributes | null | undefined, children: Child[]): Element {
  const names = [...classes];
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false || (value === '' && key !== 'value')) continue;
    if (key === 'class') names.push(...String(value).split(' ').filter(Boolean));
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  if (names.length) element.setAttribute('class', names.join(' '));
  append(element, children);
  return element;
}

function append(element: Element, children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === '') continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child);
  }
}

export function one<T extends Element = HTMLElement>(root: ParentNode, selector: string): T | null {
  return root.querySelector<T>(selector);
}

export function all<T extends Element = HTMLElement>(root: ParentNode, selector: string): T[] {
  return Array.from(root.querySelectorAll<T>(selector));
}

/** Set the text of an element, if it is there. */
export function put(root: ParentNode, selector: string, text: string): void {
  const element = one(root, selector);
  if (element) element.textContent = text;
}

/** Find an element by id within a root: a widget may live in a shadow tree, where `document` does not see. */
export function byId(root: ParentNode, id: string): HTMLElement | null {
  return id ? root.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`) : null;
}

/** Listeners that go away together. */
export class Listeners {
  private controller = new AbortController();

  on(target: EventTarget, type: string, listener: (event: any) => void): void {
    target.addEventListener(type, listener, { signal: this.controller.signal });
  }

  stop(): void {
    this.controller.abort();
  }
}
