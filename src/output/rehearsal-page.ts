import type { RehearsedStep } from '../model/rehearsal.js';
import { section } from './page-parts.js';
import { safeText } from './safe-text.js';
import { mark, type Style } from './style.js';

/** What the server said to each step of a plan that was only tried. */
export function rehearsalPage(steps: readonly RehearsedStep[], style: Style): string {
  const lines = steps.map((step) => lineFor(step, style));
  return `${section('What the server says (dryRun=All, nothing is stored)', lines, style)}\n`;
}

function lineFor(step: RehearsedStep, style: Style): string {
  const title = safeText(step.title);
  switch (step.outcome) {
    case 'accepted':
      return `${mark('okay', style)} ${title}`;
    case 'warning':
      return `${mark('warning', style)} ${title}: ${safeText(step.words)}`;
    case 'refused':
      return `${mark('error', style)} ${title}: ${safeText(step.words)}`;
    case 'untried':
      return `- ${title}: cannot be tried, ${safeText(step.words)}`;
  }
}
