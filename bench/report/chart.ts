import type { Table } from "../run/table.ts";
import { figure, summaryOf } from "./format.ts";

const [labelWidth, barWidth, valueWidth, rowHeight, top] = [210, 380, 90, 28, 40] as const;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
}

/** Whose bar stands out: what this repository makes. */
function isOurs(name: string): boolean {
  return name.startsWith("this ") || name.startsWith("page ");
}

/** A bar for each contender, of the medians of the table's first metric. Readable on a light and on a dark page. */
export function chart(table: Table): string {
  const [metric] = table.metrics;
  if (!metric) throw new Error(`${table.id} measures nothing.`);
  const bars = table.rows.map((row) => ({ name: row.name, value: summaryOf(row, metric).median }));
  const longest = Math.max(...bars.map(({ value }) => value));
  const rows = bars.map(({ name, value }, index) => {
    const y = top + index * rowHeight;
    const width = Math.max(1, (barWidth * value) / longest).toFixed(1);
    return `  <text x="${labelWidth - 10}" y="${y + 16}" text-anchor="end">${escape(name)}</text>
  <rect x="${labelWidth}" y="${y + 3}" width="${width}" height="18" rx="2" fill="${isOurs(name) ? "#2f81f7" : "#8b949e"}"/>
  <text x="${(labelWidth + Number(width) + 8).toFixed(1)}" y="${y + 16}">${figure(value, metric.digits)}</text>`;
  });
  const [width, height] = [labelWidth + barWidth + valueWidth, top + bars.length * rowHeight + 10];
  const title = escape(`${table.title}: ${metric.title}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="13" fill="#768390">
  <text x="10" y="22" font-size="15" font-weight="600">${title}</text>
${rows.join("\n")}
</svg>
`;
}
