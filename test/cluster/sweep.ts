import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { killingOrder, type GroupRecord } from './group-protocol.js';
import { endProcess, isRunning } from './process-identity.js';

/**
 * Ends what earlier control planes left: those whose supervisor was killed together with its owner. Groups that run
 * are let alone, and so is every process that has merely got the pid of one that ended.
 */
export async function sweepLeftovers(records: string): Promise<void> {
  for (const file of await readdir(records).catch(() => [])) {
    const record = file.endsWith('.json') ? await readRecord(join(records, file)) : undefined;
    if (record !== undefined && !isRunning(record.supervisor)) {
      for (const member of killingOrder(record.members)) {
        endProcess(member.process);
      }
      await rm(record.folder, { recursive: true, force: true, maxRetries: 3 });
      await rm(join(records, file), { force: true });
    }
  }
}

async function readRecord(file: string): Promise<GroupRecord | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as GroupRecord;
  } catch {
    // Gone meanwhile, with the group it stood for: records are put in place whole.
    return undefined;
  }
}
