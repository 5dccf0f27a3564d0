import type { CheckResult } from '../../src/model/plan.js';
import { planPage } from '../../src/output/plan-page.js';
import { styleFor } from '../../src/output/style.js';
import { writeGolden } from '../support/golden.js';
import { planView } from '../unit/output/support/view.js';

const CHECKS: readonly CheckResult[] = [
  { id: 'okay', level: 'okay', message: 'the new objects would be accepted' },
  {
    id: 'finished-pod',
    level: 'warning',
    message: 'Pod bare has ended (Succeeded) but still holds the claim; it is deleted, and its logs with it',
  },
  {
    id: 'bare-pod',
    level: 'error',
    message: 'Pod web-1 has no controller and would not come back',
    hint: 'stop it yourself and start it again afterwards',
    override: '--recreate-bare-pods',
  },
];

const UTF8 = { LANG: 'C.UTF-8' };
const terminal = (columns: number) => ({ isTerminal: true, columns });

/** The same plan on every kind of terminal, by the name of its golden file. */
export const PLAN_PAGES: ReadonlyMap<string, string> = new Map(
  (
    [
      ['plan-wide.txt', styleFor(terminal(160), UTF8)],
      ['plan-narrow.txt', styleFor(terminal(40), { ...UTF8, NO_COLOR: '' })],
      ['plan-no-colour.txt', styleFor(terminal(100), UTF8, 'never')],
      ['plan-ascii.txt', styleFor(terminal(100), { LANG: 'C', NO_COLOR: '1' })],
      ['plan-dumb.txt', styleFor(terminal(100), { ...UTF8, TERM: 'dumb' })],
    ] as const
  ).map(([name, style]) => [name, planPage(planView({ checks: CHECKS, leftAside: ['ConfigMap/other'] }), style)]),
);

export function writePlanPages(): void {
  for (const [name, text] of PLAN_PAGES) writeGolden(name, text);
}
