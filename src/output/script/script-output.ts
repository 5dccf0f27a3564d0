import type { Clock } from '../../model/clock.js';
import type { OutputFormat } from '../../model/request.js';
import type { Sink } from '../../model/terminal.js';
import type { PlanView, ScriptOutput } from '../../model/texts.js';
import { eventLines } from './event-lines.js';
import { nameOutput } from './name-output.js';
import { resultRecorder, type End } from './result-recorder.js';
import { runDocument, runItems, runListDocument } from './run-documents.js';
import { jsonText, yamlText } from './text.js';

/** What a script reads in the format that it asked for. */
export function scriptOutput(format: OutputFormat, out: Sink, clock: Clock): ScriptOutput {
  if (format === 'name') return nameOutput(out);
  const textOf = {
    json: (value: object) => jsonText(value, 2),
    jsonl: (value: object) => jsonText(value, 0),
    yaml: yamlText,
  };
  const write = (value: object): void => {
    out.write(textOf[format](value));
  };
  return recordedOutput(write, clock, format === 'jsonl' ? eventLines(write, clock) : undefined);
}

/** One document at the end; or, with `lines`, a line for each event, and a last one with the result. */
function recordedOutput(
  write: (value: object) => void,
  clock: Clock,
  lines: ReturnType<typeof eventLines> | undefined,
): ScriptOutput {
  const recorder = resultRecorder(clock);
  let end: End | undefined;
  const show = (view: PlanView): void => {
    recorder.show(view);
    lines?.announce(view);
  };
  return {
    reporter: {
      report(event) {
        recorder.report(event);
        lines?.report(event);
      },
    },
    screen: {
      showPlan: show,
      showNothingToDo(view) {
        show(view);
        end = { result: 'nothing-to-do' };
      },
      showDryRunEnd: () => (end = { result: 'planned' }),
      showRehearsal: (steps) => {
        recorder.rehearse(steps);
      },
      // That is YAML of its own, and not asked for together with a format.
      showManifests: () => undefined,
      // It is told at the end.
      showFailure: () => undefined,
      showRuns(runs, folder) {
        if (lines !== undefined) runItems(runs).forEach(write);
        else write(runListDocument(runs, folder));
      },
      showRun: (view) => {
        write(runDocument(view));
      },
      showDone: (summary) => (end = { result: 'done', summary }),
    },
    end(failure) {
      if (failure === undefined && end === undefined) return;
      lines?.release();
      write(lines === undefined ? recorder.document(end, failure) : recorder.line(end, failure));
    },
  };
}
