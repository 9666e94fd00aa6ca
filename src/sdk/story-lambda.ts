/** What happened in Lambda, in sentences, by the kind of fact (src/services/lambda/facts.ts says what each holds). */
import type { Text } from "../sim/language";
import type { TraceEvent } from "../sim/trace";
import { clock } from "./clock";

export const LAMBDA_SENTENCES: Record<string, (event: TraceEvent) => Text> = {
  "lambda.FunctionCreated": (e) => ({
    en: `function ${e.resource} is created`,
    es: `se crea la función ${e.resource}`,
  }),
  "lambda.FunctionUpdated": (e) => ({
    en: `function ${e.resource} is changed`,
    es: `se cambia la función ${e.resource}`,
  }),
  "lambda.FunctionDeleted": (e) => ({
    en: `function ${e.resource} is deleted`,
    es: `se borra la función ${e.resource}`,
  }),
  "lambda.MappingCreated": (e) => ({
    en: `function ${e.resource} is given the messages of ${e.text}`,
    es: `la función ${e.resource} recibe los mensajes de ${e.text}`,
  }),
  "lambda.MappingUpdated": (e) => ({
    en: `how function ${e.resource} gets the messages of ${e.text} is changed`,
    es: `cambia cómo la función ${e.resource} recibe los mensajes de ${e.text}`,
  }),
  "lambda.Scaled": (e) => ({
    en: `up to ${e.value} batches of ${e.text} at once go to ${e.resource}`,
    es: `hasta ${e.value} lotes de ${e.text} a la vez van a ${e.resource}`,
  }),
  "lambda.MappingDeleted": (e) => ({
    en: `function ${e.resource} is given no more messages of ${e.text}`,
    es: `la función ${e.resource} ya no recibe los mensajes de ${e.text}`,
  }),
  "lambda.Queued": (e) => ({
    en: `accepted as an event for ${e.resource}`,
    es: `aceptado como evento para ${e.resource}`,
  }),
  "lambda.Invoked": (e) => ({ en: `function ${e.resource} is invoked`, es: `se invoca la función ${e.resource}` }),
  "lambda.ColdStart": (e) => ({
    en: `${e.resource} starts cold: ${clock(e.value)}`,
    es: `${e.resource} arranca en frío: ${clock(e.value)}`,
  }),
  "lambda.Batched": (e) => ({
    en: `handed to ${e.resource} in a batch of ${e.value}`,
    es: `entregado a ${e.resource} en un lote de ${e.value}`,
  }),
  "lambda.Succeeded": (e) => ({
    en: `${e.resource} succeeds after ${clock(e.value)}`,
    es: `${e.resource} termina bien tras ${clock(e.value)}`,
  }),
  "lambda.Failed": (e) => ({
    en: `${e.resource} fails after ${clock(e.value)}: ${e.text}`,
    es: `${e.resource} falla tras ${clock(e.value)}: ${e.text}`,
  }),
  "lambda.TimedOut": (e) => ({
    en: `${e.resource} is stopped: timed out after ${clock(e.value)}`,
    es: `${e.resource} se detiene: agotó su tiempo de ${clock(e.value)}`,
  }),
  "lambda.ItemFailed": (e) => ({
    en: `${e.resource} reports it as failed`,
    es: `${e.resource} informa de que ha fallado`,
  }),
  "lambda.Filtered": (e) => ({
    en: `does not pass the filter of ${e.resource}: deleted`,
    es: `no pasa el filtro de ${e.resource}: borrado`,
  }),
  "lambda.Skipped": (e) => ({
    en: `does not pass the filter of ${e.resource}: skipped`,
    es: `no pasa el filtro de ${e.resource}: pasado por alto`,
  }),
  "lambda.Throttled": (e) => ({
    en: `${e.resource} has no room: throttled`,
    es: `${e.resource} no tiene sitio: frenado`,
  }),
  "lambda.Retried": (e) => ({
    en: `tried again with ${e.resource}, attempt ${e.value}`,
    es: `se intenta otra vez con ${e.resource}, intento ${e.value}`,
  }),
  "lambda.Discarded": (e) => ({
    en: `given up by ${e.resource}: ${e.text}`,
    es: `abandonado por ${e.resource}: ${e.text}`,
  }),
  "lambda.Delivered": (e) => ({ en: `its outcome is sent to ${e.text}`, es: `su resultado se envía a ${e.text}` }),
  "lambda.DeliveryFailed": (e) => ({
    en: `its outcome could not be sent to ${e.text}`,
    es: `su resultado no se pudo enviar a ${e.text}`,
  }),
};
