import type { FailureCode } from './errors.js';
import type { StepId } from './plan.js';

/**
 * What the server said to one step that was only tried: `accepted`; `warning`, where a run would go on all the same;
 * `refused`; `untried`, where nothing can be sent before the steps above have been carried out.
 */
export type RehearsedStep = { readonly step: StepId | 'lock'; readonly title: string } & (
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'warning' | 'untried'; readonly words: string }
  | { readonly outcome: 'refused'; readonly words: string; readonly code: FailureCode }
);
