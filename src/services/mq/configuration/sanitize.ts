/**
 * Takes out of a configuration what Amazon MQ does not permit, and says what: an element, an attribute, or the value of one.
 * Source: API reference, "SanitizationWarning" (read 2026-11).
 */
import { badRequest } from "../errors";
import { CONFIGURATION_BYTES } from "../limits";
import { PERMITTED, ROOT } from "./permitted";
import { isValue } from "./values";
import { type Element, readXml, writeXml } from "./xml";

export interface SanitizationWarning {
  AttributeName?: string;
  ElementName?: string;
  Reason: "DISALLOWED_ELEMENT_REMOVED" | "DISALLOWED_ATTRIBUTE_REMOVED" | "INVALID_ATTRIBUTE_VALUE_REMOVED";
}

export interface Sanitized {
  readonly broker: Element;
  /** As it will be stored: the given text itself when nothing had to go. */
  readonly xml: string;
  readonly warnings: readonly SanitizationWarning[];
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Throws BadRequestException unless it is base64 of some text. */
export function decode(data: string): string {
  const packed = data.replace(/\s/g, "");
  if (packed === "" || !BASE64.test(packed)) {
    throw badRequest("data", "The attribute [data] must be the configuration in base64.");
  }
  const bytes = Buffer.from(packed, "base64");
  if (bytes.length > CONFIGURATION_BYTES) {
    throw badRequest(
      "data",
      `The configuration has ${bytes.length} bytes; at most ${CONFIGURATION_BYTES} are allowed.`,
    );
  }
  return bytes.toString("utf8");
}

export const encode = (text: string): string => Buffer.from(text).toString("base64");

/**
 * @param text XML of ActiveMQ
 * @throws BadRequestException when it is no XML, or not a broker's
 */
export function sanitize(text: string): Sanitized {
  const root = readXml(text, (element, name) => PERMITTED.get(element)?.attributes.includes(name) ?? false);
  if (root.name !== ROOT) {
    throw badRequest("data", `The root of the configuration must be the element [${ROOT}], not [${root.name}].`);
  }
  const warnings: SanitizationWarning[] = [];
  const broker = clean(root, warnings);
  return { broker, xml: warnings.length === 0 ? text : writeXml(broker), warnings };
}

function clean(element: Element, warnings: SanitizationWarning[]): Element {
  const { name } = element;
  const permitted = PERMITTED.get(name)!;
  const attributes = new Map<string, string>();
  for (const [key, value] of element.attributes) {
    if (isNamespace(key)) attributes.set(key, value);
    else if (!permitted.attributes.includes(key)) {
      warnings.push({ AttributeName: key, ElementName: name, Reason: "DISALLOWED_ATTRIBUTE_REMOVED" });
    } else if (!isValue(key, value)) {
      warnings.push({ AttributeName: key, ElementName: name, Reason: "INVALID_ATTRIBUTE_VALUE_REMOVED" });
    } else attributes.set(key, value);
  }
  const children: Element[] = [];
  for (const each of element.children) {
    const isPermitted = permitted.children.includes(each.name) && PERMITTED.has(each.name);
    if (isPermitted) children.push(clean(each, warnings));
    else warnings.push({ ElementName: each.name, Reason: "DISALLOWED_ELEMENT_REMOVED" });
  }
  return { name, attributes, children };
}

const isNamespace = (key: string): boolean => key === "xmlns" || key.startsWith("xmlns:") || key.startsWith("xsi:");
