/**
 * Reads the XML of a configuration with the parser of the AWS SDK, and writes it again. That parser gives attributes and
 * children under their names in one object; which is which is known from the schema: an attribute is a text, and no element
 * of a configuration holds only text. Order is kept among elements of one name, which is all that ActiveMQ looks at.
 */
import { parseXML, XmlNode } from "@aws-sdk/xml-builder";
import { badRequest } from "../errors";

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
}

/** No configuration is half as deep. */
const DEEPEST = 30;
const NAMESPACE = /^xmlns(:|$)|:/;

/**
 * @param text the whole document
 * @param isAttribute says of a name with an empty text whether it is an attribute of this element
 * @throws BadRequestException for what is no XML
 */
export function readXml(text: string, isAttribute: (element: string, name: string) => boolean): Element {
  let parsed: Record<string, unknown>;
  try {
    parsed = parseXML(text) as Record<string, unknown>;
  } catch (error) {
    const reason = (error as Error).message.replace("@aws-sdk XML parse error: ", "");
    throw badRequest("data", `The configuration is not valid XML: ${reason}`);
  }
  const [[name, value]] = Object.entries(parsed) as [[string, unknown]];
  return elementOf(name, value, isAttribute, 1);
}

function elementOf(
  name: string,
  value: unknown,
  isAttribute: (element: string, name: string) => boolean,
  depth: number,
): Element {
  if (depth > DEEPEST) throw badRequest("data", `The configuration has elements more than ${DEEPEST} levels deep.`);
  const attributes = new Map<string, string>();
  const children: Element[] = [];
  if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (key === "#text") continue;
      const isText =
        typeof member === "string" && (member.trim() !== "" || isAttribute(name, key) || NAMESPACE.test(key));
      if (isText) attributes.set(key, member as string);
      else for (const each of [member].flat()) children.push(elementOf(key, each, isAttribute, depth + 1));
    }
  }
  return { name, attributes, children };
}

/** The first child of that name, or undefined. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((each) => each.name === name);
}

/** Goes down by names: `at(broker, "plugins", "authorizationPlugin")`. */
export function at(element: Element | undefined, ...path: string[]): Element | undefined {
  return path.reduce(child, element);
}

export function writeXml(element: Element): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${lines(element, "").join("\n")}\n`;
}

function lines({ name, attributes, children }: Element, indent: string): string[] {
  const node = new XmlNode(name);
  for (const [key, value] of attributes) node.addAttribute(key, value);
  const tag = node.toString(); // "<name .../>": escapes what must be
  if (children.length === 0) return [indent + tag];
  return [
    `${indent}${tag.slice(0, -2)}>`,
    ...children.flatMap((each) => lines(each, `${indent}  `)),
    `${indent}</${name}>`,
  ];
}
