import type { Sink } from '../../model/terminal.js';
import type { PlanView, ScriptOutput } from '../../model/texts.js';

/** Names alone, as `kubectl -o name` prints them: of claim and volume, and of runs where these are listed. */
export function nameOutput(out: Sink): ScriptOutput {
  let names: readonly string[] = [];
  const nameBoth = (claimName: string, volumeName: string): void => {
    names = [`persistentvolumeclaim/${claimName}`, `persistentvolume/${volumeName}`];
  };
  const namePlanned = ({ plan }: PlanView): void => {
    nameBoth(plan.observed.claimName, plan.target.volume.metadata.name);
  };
  return {
    reporter: { report: () => undefined },
    screen: {
      showPlan: namePlanned,
      showNothingToDo: namePlanned,
      showDryRunEnd: namePlanned,
      showRehearsal: () => undefined,
      showManifests: () => undefined,
      showFailure: () => undefined,
      showRuns: (runs) => (names = runs.map((run) => ('record' in run ? run.record.id : run.id))),
      showRun: ({ record }) => {
        nameBoth(record.claimName, record.volumeName);
      },
      showDone: () => undefined,
    },
    end(failure) {
      // What failed has no name to go on with.
      if (failure === undefined) out.write(names.map((name) => `${name}\n`).join(''));
    },
  };
}
