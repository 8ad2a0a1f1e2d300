import type { Logs } from '../callbacks/index.js'
import type { Metric } from '../metrics/index.js'

/** Results as a list in Keras' order: those of metrics whose name is in the logs, then other names alphabetically. */
export function inKerasOrder(logs: Logs, metrics: readonly Metric[]): number[] {
  const first = new Set(metrics.map((m) => m.name).filter((name) => name in logs))
  const rest = Object.keys(logs).filter((name) => !first.has(name))
  return [...first, ...rest.sort()].map((name) => logs[name]!)
}
