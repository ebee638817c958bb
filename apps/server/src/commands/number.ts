/** Writes numbers for people: 1,000,000. */
export const number = new Intl.NumberFormat("en");
