// Times on the wall of the office. A phone may be set to another zone, or to another year.
const DAY = 24 * 60;

const parts = (date, zone, wanted) => {
  const made = new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", ...wanted }).formatToParts(date);
  return Object.fromEntries(made.map((one) => [one.type, one.value]));
};

export function dayOf(date, zone) {
  const { year, month, day } = parts(date, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${year}-${month}-${day}`;
}

export function minutesOf(text) {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text ?? "");
  if (!found || found[1] > 23 || found[2] > 59) return null;
  return Number(found[1]) * 60 + Number(found[2]);
}

// The time so many minutes later; past midnight it is the next day's.
export function later(text, minutes) {
  const start = minutesOf(text);
  if (start === null) return "";
  const end = (((start + minutes) % DAY) + DAY) % DAY;
  return `${String(Math.floor(end / 60)).padStart(2, "0")}:${String(end % 60).padStart(2, "0")}`;
}

// How long from one to the other; an end that is not later is the next day's.
export function lasted(started, stopped) {
  const [from, to] = [minutesOf(started), minutesOf(stopped)];
  if (from === null || to === null) return null;
  return to > from ? to - from : to - from + DAY;
}

// An instant with its offset, as the phone's own clock has it.
export function stamp(date = new Date()) {
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const two = (n) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${sign}${two(offset / 60)}:${two(offset % 60)}`;
}
