import { basename } from 'node:path';
import { complete } from '../src/complete.js';
import { main } from '../src/main.js';
import { leave, systemWorld } from '../src/system-world.js';

/** What kubectl runs at TAB; an executable that is found under this name too, by a link, answers it. */
const COMPLETION_NAME = /^kubectl_complete-s3csi_recreate(\.exe)?$/;

const words = process.argv.slice(2);

// What the two programs in bin do, without a Node to check.
if (COMPLETION_NAME.test(basename(process.argv0))) void answerTab();
else void main(words, systemWorld()).then(leave);

async function answerTab(): Promise<void> {
  process.stdout.write(await complete(words, process.env).catch(() => ':4\n'));
  await leave(0);
}
