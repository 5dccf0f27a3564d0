// `node take-lock.js FOLDER`: takes a lock there in a process of its own, which a test can give limits, and prints what came of it.
import process from 'node:process';
import { localLocks } from '../../../../src/journal/local-locks.js';
import { messageOf } from '../../../../src/model/errors.js';

const [folder = ''] = process.argv.slice(2);
try {
  await (await localLocks(folder).take('volume s3-pv', 'me', false)).release();
  process.stdout.write('taken');
} catch (error) {
  process.stdout.write(messageOf(error));
}
