/** Python for a command: one session of its own, started when first needed, in the folder of the file. */

import type { KernelMessage, ServiceManager } from '@jupyterlab/services';

/** What the Python side prints: one line of JSON after this mark, so that other output cannot be mistaken for it. */
const MARK = '\u001eprovenance ';

export class PythonError extends Error {}

/** Call `provenance_widgets.lab.NAME(**args)` in a fresh kernel beside `path` and return what it gave back. */
export async function callPython(
  services: ServiceManager.IManager,
  path: string,
  name: 'annotate_file' | 'export_report',
  args: Record<string, unknown>,
  onProgress: (text: string) => void
): Promise<string[]> {
  await services.kernelspecs.ready;
  const specs = services.kernelspecs.specs;
  const session = await services.sessions.startNew({
    path,
    type: 'console',
    name: 'provenance',
    kernel: { name: pythonSpec(specs) }
  });
  try {
    const kernel = session.kernel;
    if (!kernel) {
      throw new PythonError('No Python kernel could be started.');
    }
    // JSON is written twice: the inner text is data, the outer one a Python string literal.
    const literal = JSON.stringify(JSON.stringify(args));
    const code = `import json as _j\nfrom provenance_widgets import lab as _lab\n_lab.answer(_lab.${name}(**_j.loads(${literal})))`;
    return await run(kernel.requestExecute({ code, stop_on_error: true }), onProgress);
  } finally {
    await session.shutdown();
    session.dispose();
  }
}

/** The default kernel where it speaks Python, else the first that does. */
function pythonSpec(specs: ServiceManager.IManager['kernelspecs']['specs']): string {
  const names = specs ? Object.keys(specs.kernelspecs) : [];
  const speaks = (name: string): boolean => specs?.kernelspecs[name]?.language.toLowerCase() === 'python';
  const fallback = specs?.default ?? '';
  const found = speaks(fallback) ? fallback : names.find(speaks);
  if (!found) {
    throw new PythonError('No Python kernel is installed on this server.');
  }
  return found;
}

interface IFuture {
  onIOPub: (message: KernelMessage.IIOPubMessage) => PromiseLike<void> | void;
  done: Promise<KernelMessage.IExecuteReplyMsg | undefined>;
}

async function run(future: IFuture, onProgress: (text: string) => void): Promise<string[]> {
  let printed = '';
  let failure = '';
  future.onIOPub = message => {
    if (message.header.msg_type === 'stream') {
      const content = message.content as KernelMessage.IStreamMsg['content'];
      if (content.name === 'stdout') {
        printed += content.text;
      } else {
        onProgress(content.text.split(/[\r\n]/).filter(Boolean).pop() ?? '');
      }
    } else if (message.header.msg_type === 'error') {
      const content = message.content as KernelMessage.IErrorMsg['content'];
      failure = content.ename === 'ModuleNotFoundError' ? missing(content.evalue) : content.evalue;
    }
  };
  await future.done;
  const line = printed.split('\n').find(text => text.startsWith(MARK));
  if (failure || !line) {
    throw new PythonError(failure || 'The kernel gave no answer.');
  }
  return JSON.parse(line.slice(MARK.length)) as string[];
}

function missing(text: string): string {
  return `${text}. The kernel that was started does not have this package: pip install 'wire-provenance[widgets]' there.`;
}
