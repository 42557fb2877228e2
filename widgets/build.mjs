// Builds everything that is committed. Same bytes on every machine: no clock, no path, no content hash in a name.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

import './generate.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '..', 'provenance', 'show', 'static');
const tsc = join(here, 'node_modules', 'typescript', 'bin', 'tsc');
mkdirSync(out, { recursive: true });

const run = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: 'inherit' });
const common = { bundle: true, minify: true, target: 'es2022', legalComments: 'none', charset: 'utf8', logLevel: 'info' };

run(process.execPath, [tsc, '-b', join(here, 'core')], here);
await build({ ...common, entryPoints: [join(here, 'core/src/report.ts')], format: 'iife', outfile: join(out, 'report.js') });
await build({ ...common, entryPoints: [join(here, 'core/src/index.ts')], format: 'esm', outfile: join(out, 'view.js') });

// The sheet: sizes as classes, because a Content-Security-Policy by hash allows no inline style.
const sizes = Array.from({ length: 100 }, (_, i) => `.pv .u${i + 1}{flex:${i + 1} 1 0}`).join('');
const sources = ['generated.css', 'view.css', 'modes.css', 'compare.css', 'groups.css', 'review.css', 'corpus.css', 'frame.css', 'page.css'].map((name) => readFileSync(join(here, 'core/src', name), 'utf8'));
const sheet = await transform(sources.join('\n') + sizes, { loader: 'css', minify: true, target: 'chrome110', charset: 'utf8', legalComments: 'none' });
writeFileSync(join(out, 'view.css'), sheet.code);

// Parts that stand on core: each names its own build. `node build.mjs core` leaves them out.
const parts = process.argv.includes('core') ? [] : [['anywidget', 'build.mjs'], ['labextension', 'package.json']];
for (const [folder, file] of parts) {
  if (!existsSync(join(here, folder, file))) continue;
  if (file === 'build.mjs') run(process.execPath, [file], join(here, folder));
  else run('npm', ['run', '--silent', 'build'], join(here, folder));
}
