// `node begin-run.js FOLDER`: begins a run there in a process of its own, which a test can give limits, and prints what came of it.
import process from 'node:process';
import { messageOf } from '../../../../src/model/errors.js';
import { fileJournal } from '../../../../src/journal/file-journal.js';
import { STANDING_CLOCK } from './clock.js';
import { runRecord } from './records.js';

const [folder = ''] = process.argv.slice(2);
try {
  await (await fileJournal(folder, STANDING_CLOCK).begin(runRecord(), [])).close();
  process.stdout.write('begun');
} catch (error) {
  process.stdout.write(messageOf(error));
}
