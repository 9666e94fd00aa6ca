/**
 * What is connected in SWF: workflow types with the lists at which their tasks wait (decision tasks by the type's default,
 * activities as they were scheduled so far) and with the functions they call; lists with the processes that poll them.
 */
import { type Link, nodeOfArn } from "../link";
import type { Swf } from "./context";
import type { Domain } from "./domain";
import type { TaskList } from "./task-list";
import { keyOfType, type TypeName } from "./type";

/** Notes that an execution of this type gives work to a list or a function. */
export class Flows {
  readonly #links = new Map<string, Link>();

  /** @param label the activity's type */
  toList(domain: Domain, workflow: TypeName, list: TaskList, activity: TypeName): void {
    const label = `${activity.name} ${activity.version}`;
    this.#add({ from: workflowNode(domain, workflow), to: listNode(list), how: "delivers", label });
  }

  toFunction(domain: Domain, workflow: TypeName, nameOrArn: string): void {
    const to = nameOrArn.startsWith("arn:") ? nodeOfArn(nameOrArn) : `lambda:${nameOrArn}`;
    this.#add({ from: workflowNode(domain, workflow), to, how: "delivers" });
  }

  get links(): Iterable<Link> {
    return this.#links.values();
  }

  #add(link: Link): void {
    this.#links.set(`${link.from} ${link.to} ${link.label}`, link);
  }
}

const listNode = ({ sort, domain, name }: TaskList): string => `tasks:${domain.name}/${name} (${sort})`;
const workflowNode = (domain: Domain, type: TypeName): string => `workflow:${domain.name}/${keyOfType(type)}`;

export function* linksOf({ domains }: Swf): Iterable<Link> {
  for (const domain of domains.values()) {
    for (const { type, defaults, status } of domain.types.workflow.values()) {
      const from = workflowNode(domain, type);
      yield { from };
      const list: string | undefined = defaults.defaultTaskList?.name;
      if (list === undefined) continue;
      yield { from, to: listNode(domain.list("decision", list)), how: "delivers", isOff: status === "DEPRECATED" };
    }
    yield* domain.flows.links;
    for (const list of domain.lists) {
      for (const process of list.pollers) if (process !== "") yield { from: listNode(list), to: process, how: "polls" };
    }
  }
}
