/** DER, the binary form of certificates (ITU-T X.690): just what a certificate needs. */

export function sequence(...items: Buffer[]): Buffer {
  return element(0x30, ...items);
}

export function setOf(...items: Buffer[]): Buffer {
  return element(0x31, ...items);
}

/** A context-specific tag that wraps a complete element. */
export function explicit(tag: number, item: Buffer): Buffer {
  return element(0xa0 + tag, item);
}

/** A context-specific tag that stands in for a primitive element's own. */
export function implicit(tag: number, content: Buffer): Buffer {
  return element(0x80 + tag, content);
}

/** A number that is not negative; a leading zero keeps the highest bit from saying otherwise. */
export function integer(bytes: Buffer): Buffer {
  return element(0x02, (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function boolean(value: boolean): Buffer {
  return element(0x01, Buffer.from([value ? 0xff : 0]));
}

export function octets(content: Buffer): Buffer {
  return element(0x04, content);
}

/** @param unused how many bits at the end do not count */
export function bits(content: Buffer, unused = 0): Buffer {
  return element(0x03, Buffer.from([unused]), content);
}

export function utf8(text: string): Buffer {
  return element(0x0c, Buffer.from(text));
}

/** Two digits for the year: until 2049. */
export function utcTime(time: Date): Buffer {
  const digits = time.toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`));
}

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const septets = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) {
    septets.unshift((left & 0x7f) | 0x80);
  }
  return septets;
}

function element(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
}

function length(value: number): Buffer {
  if (value < 0x80) {
    return Buffer.from([value]);
  }
  return value < 0x100 ? Buffer.from([0x81, value]) : Buffer.from([0x82, value >> 8, value & 0xff]);
}
