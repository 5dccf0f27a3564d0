import type { Sink } from '../model/terminal.js';
import type { Screen } from '../model/texts.js';
import { podCount } from '../model/words.js';
import { downtimeLine } from './downtime-line.js';
import { failureLines } from './failure-lines.js';
import { planPage } from './plan-page.js';
import { rehearsalPage } from './rehearsal-page.js';
import { runPage } from './run-page.js';
import { runsTable } from './runs-table.js';
import { safeText } from './safe-text.js';
import { mark, type Style } from './style.js';
import { wouldBeLine } from './would-be-line.js';
import { wrapped } from './wrap.js';

/** Pages for a person, on standard error; the one line that a script may want is on standard output. */
export function textScreen(out: Sink, err: Sink, styles: { readonly out: Style; readonly err: Style }): Screen {
  const tell = (line: string): void => {
    err.write(
      wrapped(line, styles.err.columns)
        .map((part) => `${part}\n`)
        .join(''),
    );
  };
  return {
    showPlan(view) {
      err.write(planPage(view, styles.err));
      err.write('\n');
    },
    showNothingToDo({ plan }) {
      const { namespace, claimName } = plan.observed;
      out.write(`claim ${namespace}/${claimName} and volume ${plan.target.volume.metadata.name}: nothing to do\n`);
    },
    showDryRunEnd({ plan }, mode) {
      const kind = mode === 'server' ? 'server dry run' : 'dry run';
      out.write(`${wouldBeLine(plan)} (${kind})\n`);
    },
    showRehearsal(steps) {
      err.write(rehearsalPage(steps, styles.err));
      err.write('\n');
    },
    showManifests(text) {
      out.write(text);
    },
    showFailure(failure) {
      err.write(failureLines(failure));
    },
    showRuns(runs, folder) {
      if (runs.length === 0) err.write(`no runs are kept in ${safeText(folder)}\n`);
      else out.write(runsTable(runs));
    },
    showRun(view, page) {
      out.write(
        page === undefined
          ? runPage(view, styles.out)
          : `run ${safeText(view.record.id)}: its page is in ${safeText(page)}\n`,
      );
    },
    showDone({ what, claim, volume, folder, pods, leftPods = 0, downtimes, elapsedMs }) {
      tell(
        `${mark('okay', styles.err)} verified in ${(elapsedMs / 1000).toFixed(1)} s; the snapshot stays in ${safeText(folder)}`,
      );
      for (const downtime of downtimes) tell(`  ${safeText(downtimeLine(downtime))}`);
      const ready = pods === 0 ? '' : `, ${podCount(pods)} Ready`;
      const left =
        leftPods === 0
          ? ''
          : `; ${podCount(leftPods)} ${leftPods === 1 ? 'keeps' : 'keep'} the old mount until ${leftPods === 1 ? 'its' : 'their'} next rollout`;
      out.write(`claim ${claim} and volume ${volume}: ${what}${ready}${left}\n`);
    },
  };
}
