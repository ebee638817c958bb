import { description } from "../description.ts";
import type { AdminContext, AdminInput } from "../operation.ts";

export function getDescription(): unknown {
  return description;
}

export function getMetrics(_: AdminInput, { metrics }: AdminContext): string {
  return metrics.text();
}
