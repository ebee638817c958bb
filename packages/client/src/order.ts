/**
 * Where a lead lies in time among those that a walk has met: -1 when it is older than all of them, 0 when it is of the oldest
 * moment, 1 when it lies in front, which only a list that falls in time has: newer than the oldest, and no newer than the first
 * of all; 2 when nothing can be said.
 */
export type PlaceOf = (written: string, index: number) => -1 | 0 | 1 | 2;

/** A `created_at` as it is written, as long as all are written alike; milliseconds from the first on that is not. */
type Moment = string | number;

/**
 * Follows the order of a walk. The list falls in time, as the spec says, when in its pages some lead is older than the one
 * before it, and none is newer. `index` is the lead's place in its page: a page may begin in front of where the last one ended.
 *
 * Texts in UTC, of one length and no finer than milliseconds, compare like the milliseconds that they stand for; parsing each
 * would be most of what a walk does.
 */
export function placesInTime(): PlaceOf {
  /** Length of the texts; 0 from the first on that is written otherwise, which turns the walk to milliseconds for good. */
  let width: number | undefined;
  let newest: Moment | undefined;
  let oldest: Moment | undefined;
  let before: Moment | undefined;
  /** Undefined while all is of one moment. */
  let falling: boolean | undefined;

  const momentOf = (written: string): Moment => {
    // A regular expression takes anything, which it may be unless `validate` is true.
    if (/^.{10}T.{8,12}Z$/.test(written) && written.length === (width ??= written.length)) return written;
    if (width) [newest, oldest, before] = ([newest, oldest, before] as string[]).map(Date.parse);
    width = 0;
    return Date.parse(written);
  };

  return (written, index) => {
    const time = momentOf(written);
    // No time at all is no place either.
    if (!time) return 2;
    if (index > 0) {
      if (time > (before as Moment)) falling = false;
      if (time < (before as Moment)) falling ??= true;
    }
    before = time;
    newest ??= time;
    if (oldest === undefined || time < oldest) {
      oldest = time;
      return -1;
    }
    if (time === oldest) return 0;
    return falling && time > oldest && !(time > newest) ? 1 : 2;
  };
}
