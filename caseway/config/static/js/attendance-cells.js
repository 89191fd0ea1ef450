// What a cell says, as far as sums need it. The server reads it for good, and answers in sentences.
const HOURS = /^(\d{1,2})(?:[.,](\d{1,4})|(?:\s?[:h]\s?)(\d{1,2})(?::\d{2})?)?\s?(?:h|hrs?|hours?|horas?)?$/i;

function hours(text) {
  const match = HOURS.exec(text.trim());
  if (!match) return null;
  const part = match[2] ? Number(`0.${match[2]}`) * 60 : Number(match[3] ?? 0);
  const minutes = Math.round(Number(match[1]) * 60 + part);
  return minutes > 24 * 60 || Number(match[3] ?? 0) > 59 ? null : minutes;
}

// Minutes attended, or paid on a holiday, that a text stands for; 0 for what is no time spent here.
export function minutesOf(text, scheduled) {
  const plain = text.trim();
  if (/^p$/i.test(plain)) return scheduled;
  const holiday = /^h(.*)$/i.exec(plain);
  if (holiday) return hours(holiday[1]) ?? 0;
  const bare = plain.replace(/^l\s*/i, "").replace(/\s*(?:u|[ea][a-z]?)$/i, "");
  return hours(bare) ?? 0;
}

// A text as it will stand when it is saved: "p" becomes the hours, "6.5" becomes "6:30".
export function settled(text, scheduled) {
  const plain = text.replace(/[\s\u00a0]+/g, " ").trim();
  if (/^p$/i.test(plain)) return scheduled ? written(scheduled) : "P";
  const minutes = hours(plain);
  if (minutes) return written(minutes);
  if (/^(?:u|h)$/i.test(plain)) return plain.toUpperCase();
  const code = /^(.*?)\s*([ea])\s*([a-z])$/i.exec(plain);
  const spent = code && code[1] ? hours(code[1]) : null;
  if (code && (!code[1] || spent)) return `${spent ? `${written(spent)} ` : ""}E${code[3].toLowerCase()}`;
  const late = /^l\s*(.+)$/i.exec(plain);
  return late && hours(late[1]) ? `L${written(hours(late[1]))}` : plain;
}

export function written(minutes) {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

// All present: the hours that were scheduled, and H on a holiday of the plan.
export function filledHours(input, holidays) {
  const day = input.name.slice(-8);
  return holidays.has(day) && !("paid" in input.dataset) ? "H" : written(Number(input.dataset.minutes));
}
