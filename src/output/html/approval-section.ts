import type { CheckResult } from '../../model/plan.js';
import type { RunView } from '../../model/texts.js';
import { approver } from '../run-words.js';
import type { Attempt } from './attempts.js';
import { html, joined, NOTHING, type Markup } from './markup.js';
import { moment } from './times.js';

/** What was approved: by whom, when, by which name, and what it changes. */
export function approvalSection({ record, diff }: RunView, attempts: readonly Attempt[]): Markup {
  const approvals = attempts.map(({ approval, digest, toward, from }, index) => {
    const what = index === 0 ? 'Approved' : toward === 'target' ? 'Gone on with' : 'Taken back';
    const who =
      approval === undefined
        ? html`${moment(new Date(from).toISOString())}; by whom was not kept`
        : html`by ${approver(approval)}, ${moment(approval.at)}`;
    const name = digest === undefined ? NOTHING : html`<br />plan <span class="digest">${digest}</span>`;
    return html`<dt>${what}</dt>
      <dd>${who}${name}</dd>`;
  });
  const forcing = record.changes.filter(({ effect }) => effect === 'recreate');
  return html`<h2>What was approved</h2>
    <dl class="facts">${approvals}</dl>
    ${diffBlock(diff)}
    ${
      forcing.length === 0
        ? NOTHING
        : html`<p>
            Cannot be changed in place:
            ${joined(
              forcing.map(({ object, path }) => html`<code>${object} ${path.join('.')}</code>`),
              ', ',
            )}
          </p>`
    }`;
}

function diffBlock(diff: string): Markup {
  if (diff === '') return html`<p>No field changes; the objects are made anew as they were.</p>`;
  const lines = diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (line.startsWith('+++') || line.startsWith('---')) return html`<b>${line}</b>`;
      if (line.startsWith('+')) return html`<ins>${line}</ins>`;
      return line.startsWith('-') ? html`<del>${line}</del>` : html`${line}`;
    });
  return html`<pre>${joined(lines)}</pre>`;
}

/** What was checked before anything was changed. */
export function checksSection(checks: readonly CheckResult[] | undefined): Markup {
  if (checks === undefined)
    return html`<h2>Checks</h2>
      <p>This run is of an early version, which did not keep what its checks said.</p>`;
  const lines =
    checks.length === 0
      ? [html`<li class="okay"><span class="mark">✔</span>nothing stood against it</li>`]
      : checks.map(checkLine);
  return html`<h2>Checks</h2>
    <ul class="marked">
      ${lines}
    </ul>`;
}

function checkLine({ level, message, hint, override }: CheckResult): Markup {
  const mark = level === 'okay' ? '✔' : level === 'warning' ? '!' : '✖';
  const hints = [hint, level === 'error' && override !== undefined ? `let it through: ${override}` : undefined];
  const below = hints.map((text) => (text === undefined ? NOTHING : html`<span class="hint">${text}</span>`));
  return html`<li class="${level}"><span class="mark">${mark}</span>${message}${below}</li>`;
}
