/** What the hidden part of X2 advises. */
import type { Text } from "../../types";

export const hints = {
  turn: {
    es: "El desempate es el turno de llegada; el texto del mensaje no cuenta.",
    en: "The tie is broken by the arrival turn; the text of the message does not count.",
  },
  number: {
    es: "Compara prioridades con a - b. En JavaScript [10] < [9] es true, porque compara textos.",
    en: "Compare priorities with a - b. In JavaScript [10] < [9] is true, because it compares text.",
  },
  id: {
    es: "Dos mensajes pueden tener el mismo texto: distínguelos por su id.",
    en: "Two messages may have the same body: tell them apart by their id.",
  },
  names: {
    es: "Si guardas algo por texto, usa un Map: en un objeto, 'toString' ya existe. Y un texto vacío también es un mensaje.",
    en: "If you keep something by body, use a Map: in an object, 'toString' is already there. An empty body is a message too.",
  },
  attempts: {
    es: "El contador y el turno viajan con cada mensaje, aunque haya varios en la mano a la vez.",
    en: "The counter and the turn travel with each message, even with several in hand at once.",
  },
  thrown: {
    es: "En JavaScript se puede lanzar cualquier cosa, también undefined: en catch no supongas que hay un Error.",
    en: "In JavaScript anything can be thrown, undefined too: in catch do not assume that there is an Error.",
  },
  limit: {
    es: "Cuenta el fallo primero; después compara: attempts >= maxAttempts va a deadLetters.",
    en: "Count the failure first, then compare: attempts >= maxAttempts goes to deadLetters.",
  },
} satisfies Record<string, Text>;
