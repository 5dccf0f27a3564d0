import type { RunView } from '../../model/texts.js';
import { wayOn } from '../run-words.js';
import { approvalSection, checksSection } from './approval-section.js';
import { attemptsOf, timed } from './attempts.js';
import { headSection, titleOf } from './head-section.js';
import { html, joined, NOTHING, type Markup } from './markup.js';
import { journalSection, podsSection, stepsSection } from './steps-section.js';
import { STYLE } from './style.js';
import { timeLine } from './time-line.js';
import { moment } from './times.js';
import { verificationSection } from './verification-section.js';

/** What a page of ours begins with; nothing else is written over. */
export const PAGE_BEGIN = '<!doctype html>\n<!-- A run of kubectl s3csi-recreate -->\n';

/**
 * One run as a page by itself: no script, nothing from elsewhere (the browser is told to fetch nothing), light and dark, for
 * the screen and for paper. The same view makes the same bytes.
 */
export function runHtml(view: RunView): string {
  const { record, entries } = view;
  const attempts = attemptsOf(record, timed(entries));
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${titleOf(view)}, ${view.state}</title>
      <style>
        ${STYLE}
      </style>
    </head>
    <body>
      <main>
        ${headSection(view, attempts)}
        <h2>Time line</h2>
        ${timeLine(view, attempts)} ${approvalSection(view, attempts)} ${checksSection(record.checks)}
        ${verificationSection(view, attempts)} ${standsSection(view)} ${nextSection(view)} ${stepsSection(attempts)}
        ${podsSection(view, attempts[0]?.from ?? 0)} ${journalSection(view)}
      </main>
      <footer class="quiet">
        Made by kubectl s3csi-recreate show ${record.id} --html, ${moment(new Date(view.now).toISOString())}, from the
        journal in ${view.folder}. Times are UTC.
      </footer>
    </body>
  </html> `;
  return `${PAGE_BEGIN}${page.text}`;
}

function standsSection({ stands, trouble, now }: RunView): Markup {
  const lines =
    trouble.length === 0
      ? NOTHING
      : html`<h3>What stands in the way</h3>
          <pre>${joined(trouble.map((line) => html`${line}`))}</pre>`;
  return html`<h2>What stands now</h2>
    <p>${stands}</p>
    <p class="quiet">Looked at when this page was made, ${moment(new Date(now).toISOString())}.</p>
    ${lines}`;
}

function nextSection(view: RunView): Markup {
  const { nothing, resume, rollback } = wayOn(view);
  const way = (words: string, command: string | undefined): Markup =>
    command === undefined
      ? NOTHING
      : html`<p>${words}:</p>
          <pre>${command}</pre>`;
  return html`<h2 id="next">What to do next</h2>
    ${nothing === undefined ? NOTHING : html`<p>${nothing.charAt(0).toUpperCase()}${nothing.slice(1)}.</p>`}${way('Go on', resume)}${way('Go back', rollback)}`;
}
