import type { Reporter } from '../model/events.js';
import type { Screen } from '../model/texts.js';

/** Shows everything on two screens, one after the other. */
export function bothScreens(first: Screen, second: Screen): Screen {
  const screens = [first, second];
  return {
    showPlan(view) {
      for (const screen of screens) screen.showPlan(view);
    },
    showNothingToDo(view) {
      for (const screen of screens) screen.showNothingToDo(view);
    },
    showDryRunEnd(view, mode) {
      for (const screen of screens) screen.showDryRunEnd(view, mode);
    },
    showRehearsal(steps) {
      for (const screen of screens) screen.showRehearsal(steps);
    },
    showManifests(text) {
      for (const screen of screens) screen.showManifests(text);
    },
    showFailure(failure) {
      for (const screen of screens) screen.showFailure(failure);
    },
    showRuns(runs, folder) {
      for (const screen of screens) screen.showRuns(runs, folder);
    },
    showRun(view, page) {
      for (const screen of screens) screen.showRun(view, page);
    },
    showDone(summary) {
      for (const screen of screens) screen.showDone(summary);
    },
  };
}

export function bothReporters(first: Reporter, second: Reporter): Reporter {
  return {
    report(event) {
      first.report(event);
      second.report(event);
    },
  };
}
