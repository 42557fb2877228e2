/** "Annotate provenance of this file" and "Export provenance report": both run Python in a kernel beside the file. */

import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification, showErrorMessage } from '@jupyterlab/apputils';
import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';

import { callPython } from './kernel';
import { preferences } from './preferences';

export const COMMANDS = {
  annotate: 'provenance:annotate-file',
  report: 'provenance:export-report',
  panel: 'provenance:show-sentences'
} as const;

interface IRunning {
  title: string;
  busy: string;
  done: string;
  python: 'annotate_file' | 'export_report';
  open: boolean;
}

export function addCommands(app: JupyterFrontEnd, browsers: IFileBrowserFactory | null): void {
  const chosen = (): string | null => {
    const item = Array.from(browsers?.tracker.currentWidget?.selectedItems() ?? [])[0];
    return item && item.type !== 'directory' ? item.path : openPath(app);
  };
  const add = (id: string, running: IRunning): void => {
    app.commands.addCommand(id, {
      label: running.title,
      isEnabled: args => Boolean(args['path'] ?? chosen()),
      execute: async args => {
        const path = (args['path'] as string | undefined) ?? chosen();
        if (path) {
          await run(app, path, running);
        }
      }
    });
  };
  add(COMMANDS.annotate, {
    title: 'Annotate provenance of this file',
    busy: 'Annotating',
    done: 'Annotated',
    python: 'annotate_file',
    open: true
  });
  add(COMMANDS.report, {
    title: 'Export provenance report',
    busy: 'Writing the report of',
    done: 'Report written beside',
    python: 'export_report',
    open: false
  });
}

/** The file of the document that is open, where it is one. */
function openPath(app: JupyterFrontEnd): string | null {
  const widget = app.shell.currentWidget as unknown as { context?: { path?: string } } | null;
  return widget?.context?.path ?? null;
}

async function run(app: JupyterFrontEnd, path: string, running: IRunning): Promise<void> {
  const name = path.split('/').pop() ?? path;
  const note = Notification.emit(`${running.busy} ${name} …`, 'in-progress', { autoClose: false });
  const say = (message: string, type: 'in-progress' | 'success', autoClose: number | false): void =>
    Notification.update({ id: note, message, type, autoClose }) as unknown as void;
  try {
    const made = await callPython(
      app.serviceManager,
      path,
      running.python,
      { name, archive: archiveFrom(path), threshold: preferences().threshold },
      text => say(`${running.busy} ${name} … ${text.slice(0, 120)}`, 'in-progress', false)
    );
    const folder = path.split('/').slice(0, -1);
    say(`${running.done} ${name}: ${made.join(', ')}`, 'success', 5000);
    if (running.open) {
      for (const file of made) {
        await app.commands.execute('docmanager:open', { path: [...folder, file].join('/') });
      }
    }
  } catch (error) {
    Notification.dismiss(note);
    await showErrorMessage(`${running.title}: ${name}`, (error as Error).message);
  }
}

/** The archive of the settings, seen from the folder of the file (the kernel starts there); absolute paths stay. */
export function archiveFrom(path: string): string {
  const archive = preferences().archive.trim();
  if (!archive || /^([/~]|[A-Za-z]:)/.test(archive)) {
    return archive;
  }
  return '../'.repeat(path.split('/').length - 1) + archive;
}
