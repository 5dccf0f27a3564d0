/** Numbers as the page writes them. */
export function inMs(value: number): string {
  return `${value.toFixed(0)} ms`;
}

/** @param value in milliseconds */
export function inSeconds(value: number): string {
  return `${(value / 1000).toFixed(2)} s`;
}

export function inKilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

export function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

export function asRatio(value: number): string {
  return `${value.toFixed(2)} ×`;
}
