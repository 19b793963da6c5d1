import type { TranslationBundle } from '@jupyterlab/translation';

/** Each with its seconds, and those of the next smaller one. */
const UNITS: readonly [Intl.RelativeTimeFormatUnit, number, number][] = [
  ['day', 86_400, 3_600],
  ['hour', 3_600, 60],
  ['minute', 60, 1]
];
const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** A moment as the server writes it: milliseconds since 1970, or ISO 8601. */
export type Moment = number | string;

/** Numbers, sizes and times in the words of one language. */
export class Formatter {
  constructor(
    private readonly trans: TranslationBundle,
    private readonly language: string
  ) {}

  number(value: number, digits = 4): string {
    return new Intl.NumberFormat(this.language, {
      maximumSignificantDigits: digits
    }).format(value);
  }

  /** A count, in full: 1,797. */
  count(value: number): string {
    return new Intl.NumberFormat(this.language).format(value);
  }

  /** A share of one: 0.967 is "96.7%". */
  percent(share: number): string {
    const options = { style: 'percent', maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(this.language, options).format(share);
  }

  bytes(size: number): string {
    let value = size;
    let unit = 0;
    while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
      value /= 1024;
      unit += 1;
    }
    const digits = unit === 0 || value >= 100 ? 0 : 1;
    const text = new Intl.NumberFormat(this.language, {
      maximumFractionDigits: digits
    }).format(value);
    return `${text} ${BYTE_UNITS[unit]}`;
  }

  duration(ms: number): string {
    const total = Math.max(0, Math.round(ms / 1000));
    const hours = Math.floor(total / 3600);
    const minutes = Math.floor((total % 3600) / 60);
    const seconds = total % 60;
    if (hours > 0) {
      return this.trans.__('%1 h %2 min', hours, minutes);
    }
    if (minutes > 0) {
      return this.trans.__('%1 min %2 s', minutes, seconds);
    }
    return this.trans.__('%1 s', seconds);
  }

  /** "3 minutes ago"; what is to come is rounded, so that 30 days stay 30 days for hours. */
  relative(moment: Moment, now = Date.now()): string {
    const seconds = (new Date(moment).getTime() - now) / 1000;
    const found = UNITS.find(([, size, smaller]) => {
      const reached = seconds > 0 ? Math.round(seconds / smaller) * smaller : -seconds;
      return reached >= size;
    });
    if (!found) {
      return this.trans.__('just now');
    }
    const [unit, size] = found;
    const format = new Intl.RelativeTimeFormat(this.language, { numeric: 'auto' });
    const round = seconds > 0 ? Math.round : Math.trunc;
    return format.format(round(seconds / size), unit);
  }

  dateTime(moment: Moment): string {
    const options = { dateStyle: 'medium', timeStyle: 'medium' } as const;
    return new Intl.DateTimeFormat(this.language, options).format(new Date(moment));
  }
}
