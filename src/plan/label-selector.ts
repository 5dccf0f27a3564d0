import type { Json } from '../model/json.js';
import { fieldAt, listAt, textAt } from '../s3csi/json-fields.js';

/** Whether a LabelSelector of the API (`matchLabels` and `matchExpressions`, all of which must hold) selects these labels. An empty one selects everything, a missing one nothing. */
export function selects(selector: Json | undefined, labels: Readonly<Record<string, string>> = {}): boolean {
  if (selector === undefined || selector === null) return false;
  const wanted = fieldAt(selector, 'matchLabels') ?? {};
  return (
    Object.entries(wanted).every(([key, value]) => labels[key] === value) &&
    listAt(selector, 'matchExpressions').every((expression) => holds(expression, labels))
  );
}

function holds(expression: Json, labels: Readonly<Record<string, string>>): boolean {
  const key = textAt(expression, 'key') ?? '';
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  const isListed = value !== undefined && listAt(expression, 'values').includes(value);
  const answers: Readonly<Record<string, boolean>> = {
    In: isListed,
    NotIn: !isListed,
    Exists: value !== undefined,
    DoesNotExist: value === undefined,
  };
  // An operator of the future: better one budget too many than one too few.
  return answers[textAt(expression, 'operator') ?? ''] ?? true;
}
