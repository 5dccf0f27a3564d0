/** The API's time, which has no milliseconds. */
export function timestamp(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== latest.second) latest = { second, text: `${new Date(second * 1000).toISOString().slice(0, 19)}Z` };
  return latest.text;
}

/** Most times that are asked for in a row are of one second, and writing it out is what costs. */
let latest = { second: Number.NaN, text: '' };
