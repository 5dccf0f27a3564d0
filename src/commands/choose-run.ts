import { Failure } from '../model/errors.js';
import type { KeptRun } from '../model/journal.js';
import type { ContinueRequest } from '../model/request.js';
import { unfinishedRuns } from '../model/run-state.js';
import type { CommandTools } from './tools.js';

/**
 * The run that is meant: the one that was named, or the one of this cluster that is unfinished; of several, the one that
 * is chosen on the terminal.
 *
 * @throws Failure usage, where none or more than one could be meant
 */
export async function chooseRun({ run, verb, yes }: ContinueRequest, tools: CommandTools): Promise<string> {
  if (run !== undefined) return run;
  const { cluster, journal, prompter, signal } = tools;
  const all = unfinishedRuns(await journal.list());
  const here = all.filter(({ record }) => record.cluster.server === cluster.identity.server);
  const [first, ...others] = here;
  if (first === undefined) throw noneUnfinished(verb, all);
  if (others.length === 0) return first.record.id;
  if (yes || !prompter.canAsk) {
    throw new Failure('usage', `${here.length} runs are unfinished: ${idsOf(here)}`, {
      hint: `name the one to ${verb}`,
    });
  }
  const choices = here.map(({ record }) => ({
    value: record.id,
    name: `${record.id}  ${record.namespace}/${record.claimName}, volume ${record.volumeName}`,
  }));
  return prompter.choose(`Which run is to ${verb}?`, choices, signal);
}

function noneUnfinished(verb: ContinueRequest['verb'], elsewhere: readonly KeptRun[]): Failure {
  const [first] = elsewhere;
  if (first !== undefined) {
    const { id, cluster } = first.record;
    return new Failure('usage', 'no run of this cluster is unfinished', {
      hint: `run ${id} is of the cluster at ${cluster.server}: name its --context${cluster.context === '' ? '' : ` ${cluster.context}`}, or, where this is another way to the same cluster, the run`,
    });
  }
  const named = verb === 'rollback' ? '; one that is done can be rolled back by its name' : '';
  return new Failure('usage', 'no run is unfinished', {
    hint: `kubectl s3csi-recreate runs lists all${named}; runs that were kept elsewhere need their --state-dir`,
  });
}

function idsOf(runs: readonly KeptRun[]): string {
  return runs.map(({ record }) => record.id).join(', ');
}
