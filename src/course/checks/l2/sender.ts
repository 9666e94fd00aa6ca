/** L2, step 2: what the sender left in the two queues. */

import type { Finding, Text } from "../types";
import { hints } from "./hints";
import type { LabPlan, Order, Road } from "./plan";
import type { LabRun, QueueFacts } from "./play";
import { ids, orderIn, same } from "./read";

/** The claims about what sender left in the two queues, when it was called plan.sends times. */
export function senderFindings({ orders, sends }: LabPlan, { queues }: LabRun): Finding[] {
  const found = (road: Road) => queues[road].left.map(({ body }) => orderIn(body));
  const standardRight = Array.from({ length: sends }, () => orders).flat();
  const groups = customersByGroup(queues.fifo.left);
  const outOfOrder = orders.filter((order, i) => {
    const next = orders.find((other, j) => j > i && other.customer === order.customer);
    const place = (one: Order) => ids(found("fifo")).indexOf(one.id);
    return next !== undefined && place(order) > place(next);
  });
  const given = `${sends} × await sender(cloud, urls, orders); orders.length = ${orders.length}`;
  const holds = (road: Road, right: readonly Order[], claim: Text, hint: Text): Finding => ({
    claim,
    ok: queues[road].exists && same(found(road), right),
    given,
    observed: ids(found(road)),
    expected: ids(right),
    hint,
  });
  return [
    holds(
      "standard",
      standardRight,
      {
        es: "En la cola Standard está cada pedido, una vez por envío",
        en: "The Standard queue holds each order, once per sending",
      },
      hints.body,
    ),
    holds(
      "fifo",
      orders,
      {
        es: "En la cola FIFO está cada pedido una sola vez, aunque el envío se repita",
        en: "The FIFO queue holds each order once, even when the sending is repeated",
      },
      hints.group,
    ),
    {
      claim: {
        es: "En FIFO cada cliente es un grupo, con sus pedidos en orden",
        en: "In FIFO each customer is a group, with its orders in sequence",
      },
      ok: queues.fifo.exists && same(found("fifo"), orders) && isOneToOne(groups) && outOfOrder.length === 0,
      given,
      observed: isOneToOne(groups) ? ids(found("fifo")) : groups.map(([group, who]) => `${group}: ${who.join(", ")}`),
      expected: isOneToOne(groups) ? ids(orders) : [...new Set(orders.map((order) => `one group: ${order.customer}`))],
      hint: hints.group,
    },
  ];
}

/** Each group with the customers whose orders are in it. How a group is called is the sender's business. */
function customersByGroup(left: QueueFacts["left"]): [group: string, customers: string[]][] {
  const groups = new Map<string, Set<string>>();
  for (const { body, group = "-" } of left) {
    groups.set(group, (groups.get(group) ?? new Set()).add(String(orderIn(body)?.customer)));
  }
  return [...groups].map(([group, customers]) => [group, [...customers]]);
}

/** One customer in each group, and none in two. */
function isOneToOne(groups: [group: string, customers: string[]][]): boolean {
  const customers = groups.flatMap(([, who]) => who);
  return customers.length === groups.length && new Set(customers).size === customers.length;
}
