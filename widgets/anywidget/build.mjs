// The one ESM of every widget, and core's sheet beside it: anywidget sends both with each widget.
import { copyFileSync, mkdirSync } from 'node:fs';
import { build } from 'esbuild';

const out = '../provenance_widgets/static';
mkdirSync(out, { recursive: true });
await build({
  entryPoints: ['src/widget.ts'],
  outfile: `${out}/widget.js`,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'info'
});
copyFileSync('../../provenance/show/static/view.css', `${out}/widget.css`);
