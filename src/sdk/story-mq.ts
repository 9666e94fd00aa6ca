/** What happened within a broker, in sentences, by the kind of fact (src/services/mq/broker/facts.ts says what each holds). */
import type { Text } from "../sim/language";
import type { TraceEvent } from "../sim/trace";
import { clock } from "./clock";

/** Why a message came back, as the broker words it. */
const WHY: Record<string, Text> = {
  "rolled back": { en: "its transaction is rolled back", es: "se deshace su transacción" },
  recover: { en: "its session is recovered", es: "se recupera su sesión" },
  "listener failed": { en: "its listener failed", es: "su receptor falló" },
  "session closed": { en: "its session was closed", es: "se cerró su sesión" },
  "consumer closed": { en: "its consumer was closed", es: "se cerró su consumidor" },
  "closed by the client": { en: "its connection was closed", es: "se cerró su conexión" },
  "connection lost": { en: "the connection was lost", es: "se perdió la conexión" },
  "broker restart": { en: "the broker went down", es: "el bróker cayó" },
  "not reachable": { en: "the other broker cannot be reached", es: "no se llega al otro bróker" },
  "broker down": { en: "the other broker went down", es: "el otro bróker cayó" },
};

const why = (word: string): Text => WHY[word] ?? { en: word, es: word };
const detail = (event: TraceEvent, name: string): string => String(event.detail?.[name] ?? "");
const count = (event: TraceEvent, name: string): number => Number(event.detail?.[name] ?? 0);

export const MQ_SENTENCES: Record<string, (event: TraceEvent) => Text> = {
  "mq.BrokerStarted": (e) => ({
    en: `broker ${e.resource} starts on ${e.text}`,
    es: `el bróker ${e.resource} arranca en ${e.text.replace("node", "el nodo")}`,
  }),
  "mq.BrokerStopped": (e) => ({
    en: `broker ${e.resource} stops: ${e.text}`,
    es: `el bróker ${e.resource} se detiene: ${e.text}`,
  }),
  "mq.BrokerCrashed": (e) => ({
    en: `broker ${e.resource} fails on ${e.text}: nobody serves for ${clock(e.value)}`,
    es: `el bróker ${e.resource} falla en ${e.text.replace("node", "el nodo")}: nadie atiende durante ${clock(e.value)}`,
  }),
  "mq.FailedOver": (e) => ({
    en: `${e.text} takes over broker ${e.resource}`,
    es: `${e.text.replace("node", "el nodo")} toma el relevo del bróker ${e.resource}`,
  }),
  "mq.Connected": (e) => ({
    en: `${e.text} ${e.detail?.how === "failover" ? "connects again" : "connects"} to ${e.resource} as ${detail(e, "user")}`,
    es: `${e.text} se conecta ${e.detail?.how === "failover" ? "otra vez " : ""}a ${e.resource} como ${detail(e, "user")}`,
  }),
  "mq.Disconnected": (e) => ({
    en: `${e.text} is no longer connected to ${e.resource}: ${detail(e, "why")}`,
    es: `${e.text} ya no está conectado a ${e.resource}: ${detail(e, "why")}`,
  }),
  "mq.SessionOpened": (e) => ({
    en: `session ${e.text} opens (${detail(e, "mode")})`,
    es: `se abre la sesión ${e.text} (${detail(e, "mode")})`,
  }),
  "mq.SessionClosed": (e) => ({ en: `session ${e.text} closes`, es: `se cierra la sesión ${e.text}` }),
  "mq.Committed": (e) => ({
    en: `session ${e.text} commits: ${count(e, "received")} received, ${count(e, "sent")} sent`,
    es: `la sesión ${e.text} confirma: ${count(e, "received")} recibidos, ${count(e, "sent")} enviados`,
  }),
  "mq.RolledBack": (e) => ({
    en: `session ${e.text} rolls back: ${count(e, "received")} received, ${count(e, "sent")} not sent after all`,
    es: `la sesión ${e.text} deshace: ${count(e, "received")} recibidos, ${count(e, "sent")} que al final no se envían`,
  }),
  "mq.TopicCreated": (e) => ({ en: `topic ${e.resource} is created`, es: `se crea el topic ${e.resource}` }),
  "mq.TopicDeleted": (e) => ({ en: `topic ${e.resource} is deleted`, es: `se borra el topic ${e.resource}` }),
  "mq.Subscribed": (e) => ({
    en: `${e.text} subscribes to ${e.resource}${e.detail?.isDurable ? ", durably" : ""}`,
    es: `${e.text} se suscribe a ${e.resource}${e.detail?.isDurable ? ", de forma duradera" : ""}`,
  }),
  "mq.Unsubscribed": (e) => ({
    en: `the subscription of ${e.text} to ${e.resource} ends`,
    es: `termina la suscripción de ${e.text} a ${e.resource}`,
  }),
  "mq.Published": (e) => ({ en: `published to topic ${e.resource}`, es: `publicado en el topic ${e.resource}` }),
  "mq.Sent": (e) => ({
    en: `kept in ${e.resource}${e.text && `, group ${e.text}`}`,
    es: `guardado en ${e.resource}${e.text && `, grupo ${e.text}`}`,
  }),
  "mq.FilteredOut": (e) => ({ en: `not selected by ${e.text}`, es: `no lo elige ${e.text}` }),
  "mq.Dispatched": (e) => ({
    en: `handed ahead to ${e.text}, which now holds ${e.value}`,
    es: `entregado por adelantado a ${e.text}, que ya guarda ${e.value}`,
  }),
  "mq.Received": (e) => ({
    en: `delivered to ${e.text}, attempt ${e.value}`,
    es: `entregado a ${e.text}, intento ${e.value}`,
  }),
  "mq.Deleted": (e) =>
    e.text === "moved"
      ? {
          en: `the other broker has it: removed from ${e.resource}`,
          es: `ya lo tiene el otro bróker: se retira de ${e.resource}`,
        }
      : { en: `acknowledged: removed from ${e.resource}`, es: `confirmado: se retira de ${e.resource}` },
  "mq.Returned": (e) => ({
    en: `back in ${e.resource}: ${why(e.text).en}`,
    es: `de vuelta en ${e.resource}: ${why(e.text).es}`,
  }),
  "mq.AcknowledgementLost": (e) => ({
    en: `its acknowledgement to ${e.resource} is lost`,
    es: `se pierde su confirmación a ${e.resource}`,
  }),
  "mq.ListenerFailed": (e) => ({ en: `the listener fails: ${e.text}`, es: `falla el receptor: ${e.text}` }),
  "mq.Expired": (e) => ({ en: `expired in ${e.resource}`, es: `caducó en ${e.resource}` }),
  "mq.DeadLettered": (e) => ({
    en: `given up: moved to ${e.text} (${shortReason(e)})`,
    es: `abandonado: pasa a ${e.text} (${shortReason(e)})`,
  }),
  "mq.Lost": (e) => ({
    en: `lost: it was not persistent${e.text && ` (${e.text})`}`,
    es: `perdido: no era persistente${e.text && ` (${e.text})`}`,
  }),
  "mq.Duplicate": (e) => ({
    en: `comes again from broker ${e.text}: ${e.resource} has it already`,
    es: `llega otra vez desde el bróker ${e.text}: ${e.resource} ya lo tiene`,
  }),
  "mq.Forwarded": (e) => ({
    en: `sent on from ${e.resource} to broker ${e.text}`,
    es: `reenviado desde ${e.resource} al bróker ${e.text}`,
  }),
  "mq.BridgeStarted": (e) => ({
    en: `${e.resource} reaches broker ${e.text}`,
    es: `${e.resource} llega al bróker ${e.text}`,
  }),
  "mq.BridgeStopped": (e) => ({
    en: `${e.resource} no longer reaches broker ${e.text}: ${why(detail(e, "why")).en}`,
    es: `${e.resource} ya no llega al bróker ${e.text}: ${why(detail(e, "why")).es}`,
  }),
};

/** ActiveMQ's causes recite the whole policy; the count and the cause are enough. */
function shortReason(event: TraceEvent): string {
  return detail(event, "reason")
    .replace(/^java\.lang\.Throwable: /, "")
    .replace(/:RedeliveryPolicy \{.*\}, cause:(null)?/, (_, none) => (none ? "" : ", "));
}
