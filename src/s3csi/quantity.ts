/**
 * The number that a Kubernetes quantity stands for, in its base unit (bytes, cores); undefined when it does not parse.
 * Follows the documented grammar of `resource.Quantity`. Go's parser also takes a suffix without any digit ("Gi") for
 * zero; that is a slip of the pen, so it does not parse here.
 */
export function parseQuantity(text: string): number | undefined {
  const parts = QUANTITY.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { number = '', decimal, binary, exponent } = parts;
  if (binary !== undefined) return Number(number) * 1024 ** (BINARY_SUFFIXES.indexOf(binary) + 1);
  return Number(`${number}e${exponent ?? DECIMAL_EXPONENTS.get(decimal ?? '') ?? 0}`);
}

/** What may follow the number, in words for a hint. */
export const QUANTITY_SUFFIXES = 'n u m k M G T P E Ki Mi Gi Ti Pi Ei';

const QUANTITY =
  /^(?<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:(?<decimal>[numkMGTPE])|(?<binary>[KMGTPE]i)|[eE](?<exponent>[+-]?\d+))?$/;

const BINARY_SUFFIXES = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

const DECIMAL_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
