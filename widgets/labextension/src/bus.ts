/**
 * What views on the page tell each other: which one was used last, and what is selected in it.
 *
 * Outputs, documents and widgets come from different bundles, so they meet on a DOM event, not on an object.
 */

export const EVENT = 'provenance-view';

/** What a view says of itself when it is shown, used or changed. */
export interface IAnnouncement {
  /** The View (see core): read, never changed. */
  view: unknown;
  selected: string | null;
  /** Select a sentence there. */
  select(id: string): void;
}

/** Tell whoever listens that the view in `el` was used or changed. */
export function announce(el: HTMLElement, detail: IAnnouncement): void {
  el.dispatchEvent(new CustomEvent<IAnnouncement>(EVENT, { bubbles: true, composed: true, detail }));
}

/** Listen to every view of the page; the function that is returned ends it. */
export function listen(handler: (announcement: IAnnouncement, el: HTMLElement) => void): () => void {
  const on = (event: Event): void =>
    handler((event as CustomEvent<IAnnouncement>).detail, event.target as HTMLElement);
  document.addEventListener(EVENT, on);
  return () => document.removeEventListener(EVENT, on);
}
