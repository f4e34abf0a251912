/** Whether a number format, built in or of that code, shows a date or a time. */
export function isDateFormat(id: number, codes: ReadonlyMap<number, string>): boolean {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)) return true;
  const code = codes.get(id)?.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '') ?? '';
  return /[ymdhs年月日时分秒]/i.test(code) && !/[0#]/.test(code.replace(/s\.0+/i, 's'));
}

const DAY = 86_400;

/** An Excel serial number as `2026-03-05 14:20:00`, or, below a day, as `0:01:02`. */
export function serialText(serial: number): string {
  if (serial < 1) return clock(Math.round(serial * DAY));
  const seconds = Math.round(serial * DAY);
  const date = new Date((seconds - 25_569 * DAY) * 1000).toISOString();
  return `${date.slice(0, 10)} ${date.slice(11, 19)}`;
}

function clock(seconds: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
