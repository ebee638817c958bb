/** Counters in the text format of Prometheus, https://prometheus.io/docs/instrumenting/exposition_formats/ */
import type { ServerResponse } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { RequestEntry } from "./request-journal.ts";

/** Upper ends of the durations that are told apart, in seconds. */
const bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Durations {
  readonly counts: number[];
  count: number;
  seconds: number;
}

/** A measure with its values, by labels. */
function measure(name: string, type: string, help: string, values: readonly (readonly [string, number])[]): string {
  const lines = values.map(([labels, value]) => `${name}${labels} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join("\n");
}

function histogram([operation, { counts, count, seconds }]: readonly [string, Durations]): [string, number][] {
  const label = `operation="${operation}"`;
  return [
    ...bounds.map((bound, index): [string, number] => [`_bucket{${label},le="${bound}"}`, counts[index] ?? 0]),
    [`_bucket{${label},le="+Inf"}`, count],
    [`_sum{${label}}`, seconds],
    [`_count{${label}}`, count],
  ];
}

/** What is counted of requests and of the process. */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #durations = new Map<string, Durations>();
  readonly #lag = monitorEventLoopDelay({ resolution: 20 });
  #inFlight = 0;

  constructor() {
    this.#lag.enable();
  }

  /** A request has come; it is over when its response is, one way or the other. */
  begin(response: ServerResponse): void {
    this.#inFlight += 1;
    response.once("close", () => {
      this.#inFlight -= 1;
    });
  }

  /** Counts a request that is over. */
  count({ operationId = "none", status, milliseconds }: RequestEntry): void {
    const labels = `{operation="${operationId}",status="${status ?? "none"}"}`;
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
    const durations = this.#durations.get(operationId) ?? { counts: bounds.map(() => 0), count: 0, seconds: 0 };
    this.#durations.set(operationId, durations);
    const seconds = milliseconds / 1_000;
    durations.count += 1;
    durations.seconds += seconds;
    for (const [index, bound] of bounds.entries())
      if (seconds <= bound) durations.counts[index] = (durations.counts[index] ?? 0) + 1;
  }

  /** Ends what measures. */
  close(): void {
    this.#lag.disable();
  }

  /** All of it, as text. */
  text(): string {
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const quantile = (percent: number): [string, number] => [
      `{quantile="${percent / 100}"}`,
      this.#lag.percentile(percent) / 1e9,
    ];
    return `${[
      measure("chatbase_requests_total", "counter", "Requests to the API that are over.", [...this.#requests]),
      measure(
        "chatbase_request_duration_seconds",
        "histogram",
        "From the request to the end of its answer.",
        [...this.#durations].flatMap(histogram),
      ),
      measure("chatbase_requests_in_flight", "gauge", "Requests that are not over.", [["", this.#inFlight]]),
      measure("nodejs_eventloop_delay_seconds", "summary", "How late timers are.", [50, 90, 99].map(quantile)),
      measure("nodejs_heap_used_bytes", "gauge", "Memory of JavaScript.", [["", heapUsed]]),
      measure("process_resident_memory_bytes", "gauge", "Memory of the process.", [["", rss]]),
      measure("process_cpu_seconds_total", "counter", "Work of the processor.", [["", (user + system) / 1e6]]),
      measure("process_uptime_seconds", "gauge", "Since the start.", [["", process.uptime()]]),
    ].join("\n")}\n`;
  }
}
