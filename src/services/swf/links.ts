/** What is connected in SWF: workflow types with the lists that their tasks wait at, lists with the processes that poll them. */
import type { Link } from "../link";
import type { Swf } from "./context";
import type { TaskList } from "./task-list";

const nodeOf = ({ sort, domain, name }: TaskList): string => `tasks:${domain.name}/${name} (${sort})`;

export function* linksOf({ domains }: Swf): Iterable<Link> {
  for (const domain of domains.values()) {
    const workflow = (type: { name: string; version: string }) =>
      `workflow:${domain.name}/${type.name} ${type.version}`;
    for (const { type, defaults, status } of domain.types.workflow.values()) {
      const from = workflow(type);
      yield { from };
      const list: string | undefined = defaults.defaultTaskList?.name;
      if (list === undefined) continue;
      yield { from, to: nodeOf(domain.list("decision", list)), how: "delivers", isOff: status === "DEPRECATED" };
    }
    for (const { type, defaults, status } of domain.types.activity.values()) {
      const list: string | undefined = defaults.defaultTaskList?.name;
      if (list === undefined) continue;
      const to = nodeOf(domain.list("activity", list));
      const label = `${type.name} ${type.version}`;
      yield { from: `swf:${domain.name}`, to, how: "delivers", label, isOff: status === "DEPRECATED" };
    }
    for (const list of domain.lists) {
      for (const process of list.pollers) {
        if (process !== "") yield { from: nodeOf(list), to: `process:${process}`, how: "polls" };
      }
    }
  }
}
