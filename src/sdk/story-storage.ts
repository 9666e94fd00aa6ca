/** What happened to items of DynamoDB and objects of S3, in sentences, by the kind of fact. */
import type { Text } from "../sim/language";
import type { TraceEvent } from "../sim/trace";

type Language = "en" | "es";

const counted =
  (words: Record<Language, [one: string, many: string]>) =>
  (count: number, language: Language): string =>
    `${count} ${words[language][count === 1 ? 0 : 1]}`;

const items = counted({ en: ["item", "items"], es: ["elemento", "elementos"] });
const keys = counted({ en: ["key", "keys"], es: ["clave", "claves"] });
const destinations = counted({ en: ["destination", "destinations"], es: ["destino", "destinos"] });
/** The table, or its index. */
const place = (event: TraceEvent): string => (event.text === "" ? event.resource : `${event.resource}/${event.text}`);

export const STORAGE_SENTENCES: Record<string, (event: TraceEvent) => Text> = {
  "dynamodb.TableCreated": (e) => ({ en: `table ${e.resource} is created`, es: `se crea la tabla ${e.resource}` }),
  "dynamodb.TableDeleted": (e) => ({ en: `table ${e.resource} is deleted`, es: `se borra la tabla ${e.resource}` }),
  "dynamodb.TableUpdated": (e) => ({ en: `table ${e.resource} is changed`, es: `se cambia la tabla ${e.resource}` }),
  "dynamodb.Put": (e) => ({ en: `put into ${e.resource}`, es: `guardado en ${e.resource}` }),
  "dynamodb.Updated": (e) => ({ en: `updated in ${e.resource}`, es: `actualizado en ${e.resource}` }),
  "dynamodb.Deleted": (e) => ({ en: `deleted from ${e.resource}`, es: `borrado de ${e.resource}` }),
  "dynamodb.Got": (e) => ({ en: `read from ${e.resource}`, es: `leído de ${e.resource}` }),
  "dynamodb.ConditionFailed": (e) => ({
    en: `${e.text} is refused: its condition does not hold`,
    es: `${e.text} se rechaza: no se cumple su condición`,
  }),
  "dynamodb.Queried": (e) => ({
    en: `a query finds ${items(e.value, "en")} in ${place(e)}`,
    es: `una consulta encuentra ${items(e.value, "es")} en ${place(e)}`,
  }),
  "dynamodb.Scanned": (e) => ({
    en: `a scan finds ${items(e.value, "en")} in ${place(e)}`,
    es: `un recorrido encuentra ${items(e.value, "es")} en ${place(e)}`,
  }),
  "dynamodb.TransactionCanceled": (e) => ({
    en: `a transaction on ${e.resource} is cancelled: ${e.text}`,
    es: `se cancela una transacción sobre ${e.resource}: ${e.text}`,
  }),
  "dynamodb.UserError": (e) => ({ en: `a call is refused: ${e.text}`, es: `se rechaza una llamada: ${e.text}` }),
  "dynamodb.Expired": (e) => ({
    en: `its time to live is over: removed from ${e.resource}`,
    es: `terminó su tiempo de vida: retirado de ${e.resource}`,
  }),
  "dynamodb.Streamed": (e) => ({
    en: `its change (${e.text}) goes into the stream of ${e.resource}`,
    es: `su cambio (${e.text}) entra en el flujo de ${e.resource}`,
  }),
  "s3.BucketCreated": (e) => ({ en: `bucket ${e.resource} is created`, es: `se crea el bucket ${e.resource}` }),
  "s3.BucketDeleted": (e) => ({ en: `bucket ${e.resource} is deleted`, es: `se borra el bucket ${e.resource}` }),
  "s3.ObjectCreated": (e) => ({
    en: `stored in bucket ${e.resource} (${e.text}, ${e.value} bytes)`,
    es: `guardado en el bucket ${e.resource} (${e.text}, ${e.value} bytes)`,
  }),
  "s3.ObjectRemoved": (e) => ({
    en: `removed from bucket ${e.resource} (${e.text})`,
    es: `retirado del bucket ${e.resource} (${e.text})`,
  }),
  "s3.ObjectRead": (e) => ({
    en: `${e.text} is read from bucket ${e.resource} (${e.value} bytes)`,
    es: `se lee ${e.text} del bucket ${e.resource} (${e.value} bytes)`,
  }),
  "s3.Listed": (e) => ({
    en: `${keys(e.value, "en")} of bucket ${e.resource} listed`,
    es: `se listan ${keys(e.value, "es")} del bucket ${e.resource}`,
  }),
  "s3.NotificationConfigured": (e) => ({
    en: `bucket ${e.resource} is to tell ${destinations(e.value, "en")}`,
    es: `el bucket ${e.resource} avisará a ${destinations(e.value, "es")}`,
  }),
  "s3.Notified": (e) => ({ en: `${e.text} is told`, es: `se avisa a ${e.text}` }),
  "s3.NotificationFailed": (e) => ({ en: `nobody is told: ${e.text}`, es: `no se avisa a nadie: ${e.text}` }),
  "s3.Expired": (e) => ({
    en: `a lifecycle rule expires ${e.text}`,
    es: `una regla de ciclo de vida caduca ${e.text}`,
  }),
};
