// Makes TypeScript, CSS and the plugin's settings of the two tables that Python has: provenance/contract/kinds.json, which people
// change, and defaults.json, which Python writes. The digest in what is made lets a test without Node see what is stale.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OWN = fileURLToPath(import.meta.url);
const here = dirname(OWN);
const TABLE = join(here, '..', 'provenance', 'contract', 'kinds.json');
const DEFAULTS = join(here, 'defaults.json');
const PLUGIN = join(here, 'labextension', 'schema', 'plugin.json');

const sources = [TABLE, DEFAULTS, OWN].map((path) => readFileSync(path, 'utf8'));
const [table, defaults] = sources.slice(0, 2).map((text) => JSON.parse(text));
const digest = createHash('sha256').update(sources.join('')).digest('hex').slice(0, 16);
const head = `Made by generate.mjs from kinds.json and defaults.json (${digest}): change those, then \`make frontend\`.`;

const shades = ([light, dark]) => `light-dark(${light},${dark})`;
const sentences = table.kinds.filter((kind) => kind.key !== 'x');

/** Variables: `--w` is the fill of a kind and `--w-e` its edge. A notebook's theme gives page and ink, never the ink on a fill. */
function variables() {
  const host = { page: 'layout-color0', ink: 'content-font-color0' };
  const palette = Object.entries(table.palette).map(([name, pair]) =>
    host[name] ? `--${name}:var(--jp-${host[name]},${shades(pair)});` : `--${name}:${shades(pair)};`,
  );
  const kinds = table.kinds.flatMap(({ key, fill, edge }) => [
    fill && `--${key}:${shades(fill)};`,
    edge && `--${key}-e:${shades(edge)};`,
  ]);
  return `.pv{\n${[...palette, `--mark-ink:${shades(table.palette.ink)};`, ...kinds].filter(Boolean).join('\n')}\n}`;
}

/** Fill and edge as declarations; what stands inside takes them up as --fill, --edge and --line. */
function drawn({ line, width }, fill, edge) {
  if (line === 'none') return 'border-bottom:0!important;';
  if (line === 'box') return `${fill}border-bottom:0!important;outline:${width}px dashed ${edge};outline-offset:-1px;`;
  return `${fill}border-bottom:${width}px ${line} ${edge}!important;`;
}

function classes() {
  return sentences.map((kind) => {
    const { key, fill, edge, line } = kind;
    const look = drawn(kind, fill ? `background-color:var(--${key});` : '', `var(--${key}-e)`);
    const around = fill ? `var(--${key})` : edge ? 'var(--page)' : 'transparent';
    const style = line === 'box' ? 'dashed' : line;
    return `.pv .${key}{${look}--edge:var(--${edge ? `${key}-e` : 'ctl'});--fill:${around};--line:${style}}`;
  });
}

/** Badges and marks in one colour; in the text two more, with `other` first, because any agency takes it up. */
function badges() {
  const { other, ...named } = table.agencies;
  const rows = [['[data-b]', 'other', other], ...Object.entries(named).map(([name, pair]) => [`[data-b=${name}]`, name, pair])];
  return rows.map(([which, name, { fill, edge }]) => {
    const marks = name === 'other' ? '.pv .tl .b-other,.pv .tl .b-' : `.pv .tl .b-${name}`;
    const sentence = `.pv .s${which}{--ga:${shades(edge)};--gf:${shades(fill)}}`;
    return `.pv .ag-${name}{background:${edge[0]}}${marks}{fill:${edge[0]}}${sentence}`;
  });
}

function strengths() {
  return table.strengths.map((row) => {
    const where = `.pv .txt.by-certainty .s[data-c=${row.certainty}],.pv .txt.by-edit .s[data-d=${row.edit}]`;
    return `${where}{${drawn(row, row.fill ? `background:${shades(row.fill)};` : '', shades(row.edge))}}`;
  });
}

/** The report's own page: its paper, and the key at the foot of every printed page. */
function page() {
  const key = sentences.map(({ tag, label }) => `${tag} ${label[0].toLowerCase()}${label.slice(1)}`).join(' · ');
  const foot = 'font:7pt system-ui,sans-serif;color:#444';
  return [
    `html:has(>.pv-report){background:${shades(table.palette.page)}}`,
    `@page{margin:18mm 16mm 20mm;@bottom-left{content:"${key}";${foot}}@bottom-right{content:counter(page);${foot}}}`,
  ];
}

function sheet() {
  return [`/* ${head} */`, variables(), ...classes(), ...badges(), ...strengths(), ...page()].join('\n') + '\n';
}

function literal(name, value, type = '') {
  return `export const ${name}${type && `: ${type}`} = ${JSON.stringify(value, null, 2)};\n`;
}

function script() {
  const by = (field) => Object.fromEntries(table.kinds.map((kind) => [kind.key, kind[field]]));
  const record = (type) => `Record<ClassKey, ${type}>`;
  return [
    `/** ${head} */\n`,
    `export type ClassKey = ${table.kinds.map(({ key }) => `'${key}'`).join(' | ')};\n`,
    '/** Kinds in the order of legends and bars; `x` is no kind of sentence. */',
    literal('ORDER', sentences.map(({ key }) => key), 'ClassKey[]'),
    literal('TAGS', by('tag'), record('string')),
    literal('LABELS', by('label'), record('string')),
    literal('TITLES', by('title'), record('string')),
    '/** Titles where the source is another outlet\'s page. */',
    literal('REPRINTS', by('reprint'), record('string')),
    '/** Of the bars in a barcode. */',
    literal('HEIGHTS', by('bar'), record('number')),
    '/** Kinds in which a changed number, name or quotation is worth a flag. */',
    literal('FLAGGED', sentences.filter(({ flags }) => flags).map(({ key }) => key), 'ClassKey[]'),
    '/** The first rule whose every condition a segment fulfils names its kind. */',
    literal('RULES', table.rules, '[ClassKey, Record<string, unknown>][]'),
    '/** What stands beside a line that is prose, and beside one that is not. */',
    literal('PROSE', table.lines.prose, 'Record<string, string>'),
    literal('OTHER', table.lines.other, 'Record<string, string>'),
    '/** Agencies with a badge of their own, then `several` and `other`. */',
    literal('BADGES', Object.keys(table.agencies), 'string[]'),
    '/** From which probability a source is named, where nobody says otherwise. */',
    literal('THRESHOLD', defaults.threshold),
    '/** Characters that would hide or reorder text, and how they are shown. */',
    literal('SHOWN', defaults.shown, 'Record<string, string>'),
  ].join('\n');
}

/** The plugin's settings: the default threshold, and a fill of the user's own for each kind that has one. */
function settings() {
  const plugin = JSON.parse(readFileSync(PLUGIN, 'utf8'));
  plugin.properties.threshold.default = defaults.threshold;
  plugin.definitions.fills.properties = Object.fromEntries(
    sentences
      .filter(({ fill }) => fill)
      .map(({ tag, title }) => [tag, { $ref: '#/definitions/colour', title: `${tag}: ${title[0].toLowerCase()}${title.slice(1)}` }]),
  );
  return JSON.stringify(plugin, null, 2) + '\n';
}

writeFileSync(join(here, 'core/src/generated.ts'), script());
writeFileSync(join(here, 'core/src/generated.css'), sheet());
writeFileSync(PLUGIN, settings());
