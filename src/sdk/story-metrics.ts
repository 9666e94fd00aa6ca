/** What alarms and dashboards of CloudWatch did, in sentences, by the kind of fact. */
import type { Text } from "../sim/language";
import type { TraceEvent } from "../sim/trace";

const from = (event: TraceEvent, word: string): string =>
  typeof event.detail?.from === "string" ? ` ${word} ${event.detail.from}` : "";
const reason = (event: TraceEvent): string =>
  typeof event.detail?.reason === "string" && event.detail.reason !== "" ? `: ${event.detail.reason}` : "";

export const METRICS_SENTENCES: Record<string, (event: TraceEvent) => Text> = {
  "cloudwatch.AlarmPut": (e) => ({
    en: `alarm ${e.resource} is set; its state is ${e.text}`,
    es: `se define la alarma ${e.resource}; su estado es ${e.text}`,
  }),
  "cloudwatch.AlarmDeleted": (e) => ({ en: `alarm ${e.resource} is deleted`, es: `se borra la alarma ${e.resource}` }),
  "cloudwatch.AlarmState": (e) => ({
    en: `alarm ${e.resource} goes${from(e, "from")} to ${e.text}${reason(e)}`,
    es: `la alarma ${e.resource} pasa${from(e, "de")} a ${e.text}${reason(e)}`,
  }),
  "cloudwatch.ActionSent": (e) => ({
    en: `alarm ${e.resource} tells ${e.text}`,
    es: `la alarma ${e.resource} avisa a ${e.text}`,
  }),
  "cloudwatch.ActionFailed": (e) => ({
    en: `alarm ${e.resource} cannot tell ${e.text}`,
    es: `la alarma ${e.resource} no puede avisar a ${e.text}`,
  }),
  "cloudwatch.DashboardPut": (e) => ({
    en: `dashboard ${e.resource} is saved`,
    es: `se guarda el panel ${e.resource}`,
  }),
};
