/** The user's settings, as the plugin read them; views that are open follow a change. */

import { Signal } from '@lumino/signaling';
import { THRESHOLD } from '@wire-provenance/core';

export type Mode = 'provenance' | 'agency' | 'certainty' | 'edit';
export type Fills = Record<string, string>;

export interface IPreferences {
  archive: string;
  threshold: number;
  mode: Mode;
  colours: { light?: Fills; dark?: Fills };
}

/** What holds until settings are read, and where there is no settings registry. */
let current: IPreferences = { archive: '', threshold: THRESHOLD, mode: 'provenance', colours: {} };

const owner = {};
/** Emitted after every change of a setting. */
export const changed = new Signal<object, IPreferences>(owner);

export function preferences(): IPreferences {
  return current;
}

export function setPreferences(next: Partial<IPreferences>): void {
  current = { ...current, ...next };
  changed.emit(current);
}
