/** What happened to brokers and configurations of Amazon MQ, in sentences, by the kind of fact (src/services/mq/facts.ts). */
import type { Text } from "../sim/language";
import type { TraceEvent } from "../sim/trace";

export const MQ_MANAGEMENT_SENTENCES: Record<string, (event: TraceEvent) => Text> = {
  "mq.BrokerCreated": (e) => ({
    en: `broker ${e.resource} is being created: ${e.text}`,
    es: `se está creando el bróker ${e.resource}: ${e.text}`,
  }),
  "mq.BrokerRunning": (e) =>
    e.text === "rebooted"
      ? {
          en: `broker ${e.resource} runs again after its reboot`,
          es: `el bróker ${e.resource} vuelve a funcionar tras reiniciarse`,
        }
      : { en: `broker ${e.resource} runs`, es: `el bróker ${e.resource} ya funciona` },
  "mq.BrokerUpdated": (e) => ({
    en: `changes of broker ${e.resource} wait for its next reboot: ${e.text}`,
    es: `los cambios del bróker ${e.resource} esperan a su próximo reinicio: ${e.text}`,
  }),
  "mq.BrokerRebooting": (e) => ({ en: `broker ${e.resource} reboots`, es: `el bróker ${e.resource} se reinicia` }),
  "mq.BrokerDeleting": (e) => ({
    en: `broker ${e.resource} is being deleted`,
    es: `se está borrando el bróker ${e.resource}`,
  }),
  "mq.BrokerDeleted": (e) => ({
    en: `broker ${e.resource} is gone, and its messages with it`,
    es: `el bróker ${e.resource} ya no existe, ni sus mensajes`,
  }),
  "mq.SettingsApplied": (e) => ({
    en: `takes effect in broker ${e.resource}: ${e.text}`,
    es: `entra en vigor en el bróker ${e.resource}: ${e.text}`,
  }),
  "mq.ConfigurationCreated": (e) => ({
    en: `configuration ${e.resource} is created for ${e.text}`,
    es: `se crea la configuración ${e.resource} para ${e.text}`,
  }),
  "mq.ConfigurationRevised": (e) => ({
    en: `configuration ${e.resource} gets revision ${e.value}${e.text && ` (${e.text})`}`,
    es: `la configuración ${e.resource} tiene una revisión ${e.value}${e.text && ` (${e.text})`}`,
  }),
  "mq.ConfigurationDeleted": (e) => ({
    en: `configuration ${e.resource} is deleted`,
    es: `se borra la configuración ${e.resource}`,
  }),
  "mq.ConfigurationAttached": (e) => ({
    en: `configuration ${e.text} waits for the next reboot of broker ${e.resource}`,
    es: `la configuración ${e.text} espera al próximo reinicio del bróker ${e.resource}`,
  }),
  "mq.ConfigurationApplied": (e) => ({
    en: `configuration ${e.text} takes effect in broker ${e.resource}`,
    es: `la configuración ${e.text} entra en vigor en el bróker ${e.resource}`,
  }),
  "mq.UserCreated": (e) => ({
    en: `user ${e.text} of broker ${e.resource} is created: from its next reboot on`,
    es: `se crea el usuario ${e.text} del bróker ${e.resource}: valdrá desde su próximo reinicio`,
  }),
  "mq.UserUpdated": (e) => ({
    en: `user ${e.text} of broker ${e.resource} is changed: from its next reboot on`,
    es: `se cambia el usuario ${e.text} del bróker ${e.resource}: valdrá desde su próximo reinicio`,
  }),
  "mq.UserDeleted": (e) => ({
    en: `user ${e.text} of broker ${e.resource} is deleted: from its next reboot on`,
    es: `se borra el usuario ${e.text} del bróker ${e.resource}: valdrá desde su próximo reinicio`,
  }),
  "mq.Promoted": (e) => ({
    en: `replica ${e.resource} becomes the primary (${e.text.toLowerCase()})`,
    es: `la réplica ${e.resource} pasa a ser la primaria (${e.text.toLowerCase()})`,
  }),
  "mq.AccessDenied": (e) => ({ en: `refused by Amazon MQ: ${e.text}`, es: `rechazado por Amazon MQ: ${e.text}` }),
};
