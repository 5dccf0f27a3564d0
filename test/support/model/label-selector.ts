import type { LabelSelector } from './kinds.js';

type Labels = Readonly<Record<string, string>>;

/** A label selector as `kubectl -l` writes it. @throws Error for what is none. */
export function matchesLabels(selector: string, labels: Labels = {}): boolean {
  return splitOutsideParentheses(selector).every((part) => matchesRequirement(part.trim(), labels));
}

/** A selector as workloads and budgets carry it; only `matchLabels` is played. */
export function isSelectedBy(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  return Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}

function matchesRequirement(requirement: string, labels: Labels): boolean {
  if (requirement === '') return true;
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(requirement);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const isIn = list.split(',').some((value) => labels[key] === value.trim());
    return operator === 'in' ? isIn : !isIn;
  }
  const comparison = /^([^!=\s]+)\s*(==|=|!=)\s*([^!=\s]*)$/.exec(requirement);
  if (comparison !== null) {
    const [, key = '', operator, value = ''] = comparison;
    return operator === '!=' ? labels[key] !== value : labels[key] === value;
  }
  const existence = /^(!?)\s*([^!=\s]+)$/.exec(requirement);
  if (existence === null) throw new Error(`unable to parse requirement: ${requirement}`);
  const [, not, key = ''] = existence;
  return (labels[key] !== undefined) === (not === '');
}

function splitOutsideParentheses(selector: string): readonly string[] {
  return selector.split(/,(?![^(]*\))/);
}
