/**
 * EventBridge's matcher: events against 1,000 rules, without the client, as moto's matcher is measured in events.py with the
 * same rules and events. Both print the matches they found: 3,041 in the first thousand events.
 */
import { EVENTBRIDGE, Machine, parsePattern } from "../services/eventbridge/pattern";

const RULES = 1_000;
/** All different; more than these are the same ones again. */
const EVENTS = 1_000;

/** Four kinds of rule in turn: by customer, by a range of totals, by a prefix, by region but not one customer. */
function patternOf(i: number): object {
  if (i % 4 === 0) return { source: ["shop.orders"], "detail-type": ["placed"], detail: { customer: [`c-${i}`] } };
  if (i % 4 === 1) return { source: ["shop.orders"], detail: { total: [{ numeric: [">", i, "<=", i + 10] }] } };
  if (i % 4 === 2) return { detail: { sku: [{ prefix: `p${i}-` }] } };
  return { "detail-type": ["placed"], detail: { region: [`r${i % 200}`], customer: [{ "anything-but": [`c-${i}`] }] } };
}

function detailOf(i: number): object {
  return {
    customer: `c-${(i * 7) % RULES}`,
    total: (i * 13) % RULES,
    sku: `p${(i * 11) % RULES}-x`,
    region: `r${i % 200}`,
  };
}

function eventOf(i: number): object {
  return {
    version: "0",
    id: `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
    "detail-type": i % 5 === 0 ? "cancelled" : "placed",
    source: i % 3 === 0 ? "shop.returns" : "shop.orders",
    account: "123456789012",
    time: "2026-01-05T00:00:00Z",
    region: "us-east-1",
    resources: [],
    detail: detailOf(i),
  };
}

/** Ready to be timed. Gives the number of matches in the first thousand events. */
export function matchEvents(count: number): () => object {
  const machine = new Machine<number>();
  for (let i = 0; i < RULES; i++) machine.set(i, parsePattern(JSON.stringify(patternOf(i)), EVENTBRIDGE));
  const events = Array.from({ length: EVENTS }, (_, i) => eventOf(i));
  const matches = events.reduce((sum, event) => sum + machine.match(event).length, 0);
  return () => {
    let found = 0;
    for (let i = 0; i < count; i++) found += machine.match(events[i % EVENTS]!).length;
    if (count % EVENTS === 0 && found !== (count / EVENTS) * matches) throw new Error(`${found} matches`);
    return { matches };
  };
}
