/** The user's own fills as CSS. Edges, tags and ink stay, so that nothing is said by colour alone. */

import { ORDER, TAGS } from '@wire-provenance/core';

import type { Fills } from './preferences';

/** The variable that holds a kind's fill, by letter. */
const VARIABLE: Record<string, string> = Object.fromEntries(ORDER.map(key => [TAGS[key], `--${key}`]));
const HEX = /^#[0-9a-fA-F]{6}$/;

/** Return the rules for both themes; anything that is not a known class and a hex colour is left out. */
export function colourRules(colours: { light?: Fills; dark?: Fills } | undefined): string {
  const rule = (light: string, fills: Fills | undefined): string => {
    const lines = Object.entries(fills ?? {})
      .filter(([name, value]) => name in VARIABLE && HEX.test(value))
      .map(([name, value]) => `${VARIABLE[name]}:${value};`);
    return lines.length ? `body[data-jp-theme-light="${light}"] .pv.pv{${lines.join('')}}` : '';
  };
  return rule('true', colours?.light) + rule('false', colours?.dark);
}
