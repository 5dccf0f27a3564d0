import type { Sink } from '../model/terminal.js';
import type { Screen } from '../model/texts.js';
import { podCount } from '../model/words.js';
import { planPage } from './plan-page.js';
import { mark, type Style } from './style.js';

/** Pages for a person, on standard error; the one line that a script may want is on standard output. */
export function textScreen(out: Sink, err: Sink, style: Style): Screen {
  return {
    showPlan(view) {
      err.write(planPage(view, style));
      err.write('\n');
    },
    showNothingToDo({ plan }) {
      const { namespace, claimName } = plan.observed;
      out.write(`claim ${namespace}/${claimName} and volume ${plan.target.volume.metadata.name}: nothing to do\n`);
    },
    showDryRunEnd({ plan }) {
      const { namespace, claimName } = plan.observed;
      const verb = plan.effect === 'patch' ? 'changed in place' : 'recreated';
      out.write(
        `claim ${namespace}/${claimName} and volume ${plan.target.volume.metadata.name}: would be ${verb} (dry run)\n`,
      );
    },
    showDone({ what, claim, volume, folder, pods, elapsedMs }) {
      err.write(
        `${mark('okay', style)} verified in ${(elapsedMs / 1000).toFixed(1)} s; the snapshot stays in ${folder}\n`,
      );
      out.write(`claim ${claim} and volume ${volume}: ${what}${pods === 0 ? '' : `, ${podCount(pods)} Ready`}\n`);
    },
  };
}
