/** What the hidden part of X7 advises. */
import type { Text } from "../../types";

export const hints = {
  turn: { es: "Entre iguales decide el turno de llegada.", en: "Among equals the arrival turn decides." },
  number: { es: "Compara prioridades con a - b.", en: "Compare priorities with a - b." },
  boundary: { es: "Caducado desde expiresAt inclusive: >=.", en: "Expired from expiresAt on, inclusive: >=." },
  skip: {
    es: "Al recibir, salta todos los caducados hasta dar con uno vivo.",
    en: "On receive, skip all the expired ones until a live one comes.",
  },
  zero: {
    es: "ttlMs 0 es una caducidad, no la falta de una: compara con undefined, no con !ttlMs.",
    en: "ttlMs 0 is an expiry, not the lack of one: compare with undefined, not with !ttlMs.",
  },
  clock: {
    es: "La hora viene de clock.now(), que puede empezar en 0.",
    en: "The time comes from clock.now(), which may start at 0.",
  },
  sweep: {
    es: "Recorre todos los niveles y quita cada caducado; la llamada siguiente ya no encuentra ninguno.",
    en: "Go through all the levels and remove every expired one; the next call finds none.",
  },
  failed: {
    es: "Al fallar, el mensaje conserva prioridad, turno y expiresAt; no lo envíes de nuevo.",
    en: "On failure the message keeps priority, turn and expiresAt; do not send it again.",
  },
  accounts: {
    es: "Cada salida se cuenta una vez: entregado, o caducado al quitarlo.",
    en: "Each way out is counted once: handed out, or expired when removed.",
  },
} satisfies Record<string, Text>;
