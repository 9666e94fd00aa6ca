/**
 * What is connected with what: queues, topics, subscribers, rules, functions, buckets, alarms, as they are now. Arrows are
 * deliveries; dotted ones are dead letters; a thick one fetches for itself.
 */
import type { Link, NodeName } from "../../services/link";
import { say, type Text } from "../../sim/language";
import { Diagram, escapeLabel } from "./diagram";

const MAX_NODES = 60;
const MAX_ARROWS = 120;

/** How a kind of resource is called and drawn. Colours are those of the charts: what waits, what works, what fails. */
interface Kind {
  text: Text;
  draw(label: string): string;
  colour: string;
}

const KINDS: Record<string, Kind> = {
  sqs: { text: { es: "cola", en: "queue" }, draw: (label) => `[("${label}")]`, colour: "#D6E8F5" },
  sns: { text: { es: "topic", en: "topic" }, draw: (label) => `(["${label}"])`, colour: "#FBE9CC" },
  events: { text: { es: "bus", en: "bus" }, draw: (label) => `{{"${label}"}}`, colour: "#F3DFEA" },
  rule: { text: { es: "regla", en: "rule" }, draw: (label) => `[/"${label}"/]`, colour: "#F3DFEA" },
  schedule: { text: { es: "horario", en: "schedule" }, draw: (label) => `>"${label}"]`, colour: "#F3DFEA" },
  pipe: { text: { es: "pipe", en: "pipe" }, draw: (label) => `[/"${label}"/]`, colour: "#F3DFEA" },
  lambda: { text: { es: "función", en: "function" }, draw: (label) => `[["${label}"]]`, colour: "#CFEDE3" },
  states: {
    text: { es: "máquina de estados", en: "state machine" },
    draw: (label) => `[["${label}"]]`,
    colour: "#CFEDE3",
  },
  dynamodb: { text: { es: "tabla", en: "table" }, draw: (label) => `[("${label}")]`, colour: "#E7EAEE" },
  mq: { text: { es: "bróker", en: "broker" }, draw: (label) => `{{"${label}"}}`, colour: "#E6DFF2" },
  mqqueue: { text: { es: "cola", en: "queue" }, draw: (label) => `[("${label}")]`, colour: "#D6E8F5" },
  mqtopic: { text: { es: "topic", en: "topic" }, draw: (label) => `(["${label}"])`, colour: "#FBE9CC" },
  s3: { text: { es: "bucket", en: "bucket" }, draw: (label) => `[("${label}")]`, colour: "#E7EAEE" },
  workflow: { text: { es: "flujo", en: "workflow" }, draw: (label) => `[["${label}"]]`, colour: "#CFEDE3" },
  tasks: { text: { es: "lista de tareas", en: "task list" }, draw: (label) => `[("${label}")]`, colour: "#D6E8F5" },
  alarm: { text: { es: "alarma", en: "alarm" }, draw: (label) => `>"${label}"]`, colour: "#F8DCCB" },
};
/** Whoever is outside: mailboxes, telephones, web servers. */
const OUTSIDE: Kind = { text: { es: "", en: "" }, draw: (label) => `("${label}")`, colour: "#FFFFFF" };

/** Draws the links of a cloud. */
export function drawTopology(links: Iterable<Link>): Diagram {
  const nodes: NodeName[] = [];
  const known = new Set<NodeName>();
  const arrows = new Map<string, Link & { to: NodeName }>();
  let more = 0;
  const meet = (node: NodeName): boolean => {
    if (known.has(node)) return true;
    if (nodes.length >= MAX_NODES) return false;
    known.add(node);
    nodes.push(node);
    return true;
  };
  for (const link of links) {
    const isDrawn = meet(link.from) && (link.to === undefined || meet(link.to));
    if (!isDrawn) more++;
    else if (link.to !== undefined) {
      const key = `${link.from}\n${link.to}\n${link.how}`;
      if (arrows.has(key) || arrows.size < MAX_ARROWS) arrows.set(key, link as Link & { to: NodeName });
      else more++;
    }
  }
  if (nodes.length === 0) {
    const nothing = say({ es: "Aún no hay recursos.", en: "There are no resources yet." });
    return new Diagram(`flowchart LR\n  n0("${escapeLabel(nothing)}")`, nothing);
  }
  const idOf = new Map(nodes.map((node, i) => [node, `n${i}`]));
  const lines = ["flowchart LR"];
  for (const node of nodes) {
    const { kind, shown } = partsOf(node);
    lines.push(`  ${idOf.get(node)}${kind.draw(escapeLabel(shown))}`);
  }
  for (const link of arrows.values()) lines.push(`  ${idOf.get(link.from)} ${arrow(link)} ${idOf.get(link.to)}`);
  const kinds = [...new Set(nodes.map((node) => node.slice(0, node.indexOf(":"))))].filter((kind) => KINDS[kind]);
  for (const kind of kinds) {
    const members = nodes.filter((node) => node.startsWith(`${kind}:`)).map((node) => idOf.get(node));
    lines.push(`  classDef ${kind} fill:${KINDS[kind]!.colour},stroke:#4B5563,color:#1F2933`);
    lines.push(`  class ${members.join(",")} ${kind}`);
  }
  return new Diagram(lines.join("\n"), describe(nodes, [...arrows.values()], more));
}

function partsOf(node: NodeName): { kind: Kind; shown: string } {
  const kind = KINDS[node.slice(0, node.indexOf(":"))];
  if (kind === undefined) return { kind: OUTSIDE, shown: node.replace(/^https?:(https?:)/, "$1") };
  return { kind, shown: `${say(kind.text)} ${node.slice(node.indexOf(":") + 1)}` };
}

function arrow({ how, label, isPending, isOff }: Link): string {
  const words = [
    ...(label === undefined ? [] : [label]),
    ...(isPending ? [say({ es: "sin confirmar", en: "not confirmed" })] : []),
    ...(isOff ? [say({ es: "apagada", en: "switched off" })] : []),
  ];
  const text = escapeLabel(words.join(", "));
  if (how === "deadLetters") {
    const what = say({ es: "fallidos", en: "dead letters" });
    return `-. "${text === "" ? what : `${what}, ${text}`}" .->`;
  }
  const line = how === "polls" ? "==>" : "-->";
  return text === "" ? line : `${line}|"${text}"|`;
}

function describe(nodes: readonly NodeName[], arrows: readonly (Link & { to: NodeName })[], more: number): string {
  const name = (node: NodeName) => partsOf(node).shown;
  const linked = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const lines = arrows.map(({ from, to, how }) => {
    const [a, b] = [name(from), name(to)];
    if (how === "deadLetters")
      return say({ es: `${a}: sus fallidos van a ${b}`, en: `${a}: its dead letters go to ${b}` });
    if (how === "polls") return say({ es: `${b} recoge de ${a}`, en: `${b} fetches from ${a}` });
    return say({ es: `${a} entrega a ${b}`, en: `${a} delivers to ${b}` });
  });
  for (const node of nodes) {
    if (!linked.has(node)) lines.push(say({ es: `${name(node)}, sin conexiones`, en: `${name(node)}, not connected` }));
  }
  if (more > 0)
    lines.push(say({ es: `y ${more} conexiones más, no dibujadas`, en: `and ${more} more links, not drawn` }));
  return lines.join("\n");
}
