import type { Json } from '../../../src/model/json.js';

/** A quantity of storage in bytes; 0 for what is none. */
export function bytesOf(quantity: Json | undefined): number {
  const match = /^([0-9.]+)([EPTGMk]i?|Ki|)$/.exec(
    typeof quantity === 'string' || typeof quantity === 'number' ? String(quantity) : '',
  );
  if (match === null) return 0;
  const [, amount = '0', unit = ''] = match;
  const power = ' kMGTPE'.indexOf(unit.charAt(0).replace('K', 'k') || ' ');
  return Number(amount) * (unit.endsWith('i') ? 1024 : 1000) ** power;
}
