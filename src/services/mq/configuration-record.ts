/** A configuration and its revisions. A revision never changes; an update makes a new one. */
import type { Name } from "../../sim";
import type { Engine } from "./catalogue";
import { noRevision } from "./errors";

export interface Revision {
  readonly revision: number;
  readonly created: Date;
  readonly description: string;
  /** XML, or RabbitMQ's lines: sanitized, not encoded. */
  readonly text: string;
}

export class Configuration {
  readonly revisions: Revision[] = [];
  readonly tags = new Map<string, string>();

  constructor(
    readonly id: string,
    readonly name: string,
    readonly nameId: Name,
    readonly arn: string,
    readonly created: Date,
    readonly engine: Engine,
    readonly engineVersion: string,
    readonly authenticationStrategy: string,
  ) {}

  get latest(): Revision {
    return this.revisions.at(-1)!;
  }

  /** Throws NotFoundException. */
  revision(given: number | string): Revision {
    const number = /^\d+$/.test(String(given)) ? Number(given) : Number.NaN;
    const found = this.revisions.find(({ revision }) => revision === number);
    if (found === undefined) throw noRevision(this.id, given);
    return found;
  }

  /** "orders-configuration, revision 2" */
  label(revision: number): string {
    return `${this.name}, revision ${revision}`;
  }
}
