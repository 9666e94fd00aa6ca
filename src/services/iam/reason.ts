/** The sentences that say which statement decided, and why. */
import type { Text } from "../../sim/language";
import type { PolicyRequest } from "./evaluator";
import type { Statement } from "./policy";

type Source = "identity" | "resource";

export function deniedBy(request: PolicyRequest, source: Source, policyName: string, statement: Statement): Text {
  const who = { es: lead(request).es, en: lead(request).en };
  return {
    es: `${who.es} no puede: ${place(source, policyName, statement).es} lo deniega, y una denegación explícita siempre gana.`,
    en: `${who.en} may not: ${place(source, policyName, statement).en} denies it, and an explicit deny always wins.`,
  };
}

export function allowedBy(request: PolicyRequest, source: Source, policyName: string, statement: Statement): Text {
  return {
    es: `${lead(request).es} puede: ${place(source, policyName, statement).es} lo permite y nada lo deniega.`,
    en: `${lead(request).en} may: ${place(source, policyName, statement).en} allows it and nothing denies it.`,
  };
}

export function rootAllowed(request: PolicyRequest): Text {
  return {
    es: `${lead(request).es} puede: es la raíz de la cuenta dueña y nada lo deniega.`,
    en: `${lead(request).en} may: it is the root of the owning account and nothing denies it.`,
  };
}

export function nothingAllows(request: PolicyRequest, missing: "either" | Source): Text {
  const which = {
    either: {
      es: "ninguna política de identidad ni del recurso lo permite",
      en: "no identity policy and no resource policy allows it",
    },
    resource: { es: "ninguna política del recurso lo permite", en: "no resource policy allows it" },
    identity: {
      es: "ninguna política de identidad de su propia cuenta lo permite",
      en: "no identity policy in its own account allows it",
    },
  }[missing];
  return {
    es: `${lead(request).es} no puede: ${which.es}, y sin permiso la respuesta es no.`,
    en: `${lead(request).en} may not: ${which.en}, and without an allow the answer is no.`,
  };
}

function lead(request: PolicyRequest): Text {
  const { caller, action, resource } = request;
  return {
    es: `${caller.principal} pide ${action} sobre ${resource} y`,
    en: `${caller.principal} asks for ${action} on ${resource} and`,
  };
}

function place(source: Source, policyName: string, statement: Statement): Text {
  const which = statement.sid === "" ? `#${statement.index + 1}` : `"${statement.sid}"`;
  if (source === "resource") {
    return {
      es: `la declaración ${which} de la política del recurso`,
      en: `statement ${which} of the resource policy`,
    };
  }
  return {
    es: `la declaración ${which} de la política de identidad "${policyName}"`,
    en: `statement ${which} of the identity policy "${policyName}"`,
  };
}
