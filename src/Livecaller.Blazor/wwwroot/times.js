// Dates and clock times by the browser's own data: every language, its calendar, and its clock of 12 or 24 hours.
const styles = {
  t: { timeStyle: 'short' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  M: { day: 'numeric', month: 'long' },
  W: { weekday: 'long' },
  D: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
};
const made = new Map();

const formatOf = (language, zone, style) => {
  const name = `${language} ${zone} ${style}`;
  let format = made.get(name);
  if (!format) {
    // Days are given as noon in UTC, whatever the zone.
    const options = { ...styles[style], timeZone: 'MWD'.includes(style) ? 'UTC' : zone };
    try {
      format = new Intl.DateTimeFormat(language, options);
    } catch {
      // A language tag or a zone that this browser does not know.
      format = new Intl.DateTimeFormat(undefined, styles[style]);
    }
    made.set(name, format);
  }
  return format;
};

export const format = (language, zone, keys) => keys.map(key => formatOf(language, zone, key[0]).format(Number(key.slice(1))));
