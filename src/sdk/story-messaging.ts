/** What happened to messages of SNS and events of EventBridge, in sentences, by the kind of fact. */
import type { Text } from "../sim/language";
import type { TraceEvent } from "../sim/trace";

type Sentence = (event: TraceEvent) => Text;

/** The services write these alike: `text` is the endpoint or target, or the reason; `value` the attempt. */
const DELIVERY: Record<string, Sentence> = {
  Attempted: (e) => ({
    en: `attempt ${e.value} to deliver${to(e, "to")}`,
    es: `intento ${e.value} de entrega${to(e, "a")}`,
  }),
  Delivered: (e) => ({ en: `delivered${to(e, "to")}`, es: `entregado${to(e, "a")}` }),
  Failed: (e) => ({ en: `not delivered: ${e.text}`, es: `no se entregó: ${e.text}` }),
  Dropped: (e) => ({
    en: `given up, and no dead-letter queue keeps it: ${e.text}`,
    es: `abandonado, y ninguna cola de mensajes muertos lo guarda: ${e.text}`,
  }),
  Replayed: (e) => ({
    en: `replayed from an archive by ${e.resource}`,
    es: `repetido desde un archivo por ${e.resource}`,
  }),
};

const to = (event: TraceEvent, word: string): string => (event.text === "" ? "" : ` ${word} ${event.text}`);

const both = Object.entries(DELIVERY).flatMap(([kind, sentence]) => [
  [`sns.${kind}`, sentence] as const,
  [`eventbridge.${kind}`, sentence] as const,
  [`scheduler.${kind}`, sentence] as const,
]);

export const MESSAGING_SENTENCES: Record<string, Sentence> = {
  ...Object.fromEntries(both),
  "sns.TopicCreated": (e) => ({ en: `topic ${e.resource} is created`, es: `se crea el topic ${e.resource}` }),
  "sns.TopicDeleted": (e) => ({ en: `topic ${e.resource} is deleted`, es: `se borra el topic ${e.resource}` }),
  "sns.Published": (e) => ({ en: `published to topic ${e.resource}`, es: `publicado en el topic ${e.resource}` }),
  "sns.FilteredOut": (e) => ({
    en: `filtered out for ${e.text}`,
    es: `filtrado para ${e.text}`,
  }),
  "sns.Confirmed": (e) => ({
    en: `a subscription to ${e.resource} is confirmed${to(e, "by")}`,
    es: `se confirma una suscripción a ${e.resource}${to(e, "de")}`,
  }),
  "sns.Subscribed": (e) => ({
    en: `topic ${e.resource} gets a subscription${e.text && `: ${e.text}`}`,
    es: `el topic ${e.resource} recibe una suscripción${e.text && `: ${e.text}`}`,
  }),
  "sns.Unsubscribed": (e) => ({
    en: `topic ${e.resource} loses a subscription${e.text && `: ${e.text}`}`,
    es: `el topic ${e.resource} pierde una suscripción${e.text && `: ${e.text}`}`,
  }),
  "eventbridge.Archived": (e) => ({ en: `kept in archive ${e.text}`, es: `guardado en el archivo ${e.text}` }),
  "eventbridge.Published": (e) => ({ en: `put on bus ${e.resource}`, es: `llega al bus ${e.resource}` }),
  "eventbridge.Matched": (e) => ({ en: `matches rule ${e.text}`, es: `cumple la regla ${e.text}` }),
  "eventbridge.Unmatched": (e) => ({
    en: `matches no rule of bus ${e.resource}`,
    es: `no cumple ninguna regla del bus ${e.resource}`,
  }),
  "eventbridge.ScheduleFired": (e) => ({
    en: `the schedule of rule ${e.text || e.resource} fires`,
    es: `se cumple el horario de la regla ${e.text || e.resource}`,
  }),
  "scheduler.GroupCreated": (e) => ({
    en: `schedule group ${e.resource} is created`,
    es: `se crea el grupo de horarios ${e.resource}`,
  }),
  "scheduler.GroupDeleted": (e) => ({
    en: `schedule group ${e.resource} is deleted, and its schedules with it`,
    es: `se borra el grupo de horarios ${e.resource}, y con él sus horarios`,
  }),
  "scheduler.ScheduleCreated": (e) => ({
    en: `schedule ${e.resource} is created: ${e.text}`,
    es: `se crea el horario ${e.resource}: ${e.text}`,
  }),
  "scheduler.ScheduleUpdated": (e) => ({
    en: `schedule ${e.resource} is changed: ${e.text}`,
    es: `cambia el horario ${e.resource}: ${e.text}`,
  }),
  "scheduler.ScheduleDeleted": (e) => ({
    en: `schedule ${e.resource} is deleted${e.text === "completed" ? ": it has fired for the last time" : ""}`,
    es: `se borra el horario ${e.resource}${e.text === "completed" ? ": ya no se cumplirá más" : ""}`,
  }),
  "scheduler.Fired": (e) => ({
    en: `schedule ${e.resource} is due: fires for ${e.text}`,
    es: `se cumple el horario ${e.resource}: dispara para ${e.text}`,
  }),
  "pipes.PipeCreated": (e) => ({ en: `pipe ${e.resource} is created`, es: `se crea el pipe ${e.resource}` }),
  "pipes.PipeDeleted": (e) => ({ en: `pipe ${e.resource} is deleted`, es: `se borra el pipe ${e.resource}` }),
  "pipes.StateChanged": (e) => ({ en: `pipe ${e.resource} is ${e.text}`, es: `el pipe ${e.resource} está ${e.text}` }),
  "pipes.PipeUpdated": (e) => ({ en: `pipe ${e.resource} is changed`, es: `cambia el pipe ${e.resource}` }),
  "pipes.Succeeded": (e) => ({ en: `pipe ${e.resource} is done with it`, es: `el pipe ${e.resource} ha terminado` }),
  "pipes.PartlyFailed": (e) => ({
    en: `pipe ${e.resource} is done with a part of it: ${e.text}`,
    es: `el pipe ${e.resource} ha terminado con una parte: ${e.text}`,
  }),
  "pipes.Failed": (e) => ({
    en: `pipe ${e.resource} fails: ${e.text}`,
    es: `el pipe ${e.resource} falla: ${e.text}`,
  }),
  "pipes.Filtered": (e) => ({
    en: `does not pass the filter of pipe ${e.resource}: deleted`,
    es: `no pasa el filtro del pipe ${e.resource}: borrado`,
  }),
  "pipes.Skipped": (e) => ({
    en: `does not pass the filter of pipe ${e.resource}: skipped`,
    es: `no pasa el filtro del pipe ${e.resource}: pasado por alto`,
  }),
  "pipes.Started": (e) => ({
    en: `pipe ${e.resource} takes a batch of ${e.value} from ${e.text}`,
    es: `el pipe ${e.resource} toma un lote de ${e.value} de ${e.text}`,
  }),
  "pipes.Batched": (e) => ({ en: `taken by pipe ${e.resource}`, es: `tomado por el pipe ${e.resource}` }),
  "pipes.Enriched": (e) => ({ en: `enriched by ${e.text}`, es: `enriquecido por ${e.text}` }),
  "pipes.EnrichmentFailed": (e) => ({ en: `not enriched: ${e.text}`, es: `no se enriqueció: ${e.text}` }),
  "pipes.Delivered": (e) => ({ en: `delivered to ${e.text}`, es: `entregado a ${e.text}` }),
  "pipes.TargetFailed": (e) => ({ en: `not delivered: ${e.text}`, es: `no se entregó: ${e.text}` }),
  "pipes.ItemFailed": (e) => ({
    en: `has failed in pipe ${e.resource}: it comes again`,
    es: `ha fallado en el pipe ${e.resource}: volverá`,
  }),
  "pipes.Discarded": (e) => ({
    en: `given up by pipe ${e.resource}: ${e.text}`,
    es: `abandonado por el pipe ${e.resource}: ${e.text}`,
  }),
  "pipes.DeadLettered": (e) => ({ en: `its place is told to ${e.text}`, es: `su lugar se anota en ${e.text}` }),
  "pipes.Dropped": (e) => ({
    en: `its place could not be told: ${e.text}`,
    es: `su lugar no se pudo anotar: ${e.text}`,
  }),
};
