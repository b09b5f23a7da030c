// Dates, money and lengths of time as the reader's or the article's language writes them. What
// is not understood gives null: an invented date is worse than none.

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?$/;
const PERIOD = /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?$/;
const UNITS = ["year", "month", "week", "day"];

// Words read in a minute, silently, in prose (the mean over many studies is 238).
const WORDS_A_MINUTE = 238;

/* The day as the page itself names it: a story of the 3rd in Tokyo does not become one of the
 * 2nd because it is read in Lisbon. */
export function dateText(iso, lang) {
  const [, year, month, day] = DATE.exec(iso ?? "") ?? [];
  if (!year) return null;
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  if (month && date.getUTCMonth() !== Number(month) - 1) return null;
  const shape = day
    ? { dateStyle: "long" }
    : { year: "numeric", ...(month ? { month: "long" } : {}) };
  return withLang(lang, (l) => new Intl.DateTimeFormat(l, { ...shape, timeZone: "UTC" }).format(date));
}

/* "900", "INR" -> "₹900"; as many decimals as the page gave. */
export function moneyText(price, currency, lang) {
  const [, decimals = ""] = /^\d+(?:\.(\d+))?$/.exec(price ?? "") ?? [null, null];
  if (decimals === null) return price ?? null;
  const digits = { minimumFractionDigits: decimals.length, maximumFractionDigits: decimals.length };
  try {
    const shape = currency ? { style: "currency", currency, ...digits } : digits;
    return withLang(lang, (l) => new Intl.NumberFormat(l, shape).format(Number(price)));
  } catch {
    return [price, currency].filter(Boolean).join(" ");
  }
}

/* "P3M" -> "3 months" */
export function periodText(iso, lang) {
  const found = PERIOD.exec(iso ?? "");
  if (!found) return null;
  const parts = UNITS
    .map((unit, i) => [unit, found[i + 1]])
    .filter(([, count]) => count !== undefined)
    .map(([unit, count]) => unitText(Number(count), unit, lang));
  if (!parts.length) return null;
  return withLang(lang, (l) => new Intl.ListFormat(l, { type: "unit", style: "long" }).format(parts));
}

/* "4 minutes"; null for what is no text. */
export function readingTimeText(words, lang) {
  if (!(words > 0)) return null;
  return unitText(Math.max(1, Math.round(words / WORDS_A_MINUTE)), "minute", lang);
}

export function percentText(percent, lang) {
  return withLang(lang, (l) => new Intl.NumberFormat(l, { style: "percent" }).format(percent / 100));
}

/* "1.5 MB" */
export function bytesText(bytes, lang) {
  const [count, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  const shape = { style: "unit", unit, maximumFractionDigits: unit === "megabyte" ? 1 : 0 };
  return withLang(lang, (l) => new Intl.NumberFormat(l, shape).format(count));
}

function unitText(count, unit, lang) {
  const shape = { style: "unit", unit, unitDisplay: "long" };
  return withLang(lang, (l) => new Intl.NumberFormat(l, shape).format(count));
}

/* A page may call its language anything; Intl throws on what is no language tag. */
function withLang(lang, format) {
  return format(langTag(lang) ?? undefined);
}

/* The tag if it is one, else null. */
export function langTag(lang) {
  if (!lang) return null;
  try {
    return Intl.getCanonicalLocales(lang)[0] ?? null;
  } catch {
    return null;
  }
}
