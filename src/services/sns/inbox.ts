/**
 * The world outside the cloud: mailboxes, phones, devices and web servers that SNS delivers to. What arrives is kept and can
 * be looked into; links in mails can be followed, and a web server can be given its own answers.
 */

export type Channel = "email" | "email-json" | "sms" | "http" | "https" | "application";

export interface Received {
  /** Virtual ms. */
  readonly at: number;
  readonly channel: Channel;
  /** Address, phone number, URL or endpoint ARN. */
  readonly to: string;
  /** Subject line of a mail. */
  readonly subject?: string;
  readonly body: string;
  /** Headers of an HTTP request, in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpAnswer {
  /** 200 to 299 is success; 429 and 500 to 599 are tried again; anything else is not. Default 200. */
  status?: number;
}

/** Answers a request to a web server; may take virtual time. A thrown error is a status of 500. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that returns nothing has answered 200
export type HttpHandler = (request: Received) => HttpAnswer | void | Promise<HttpAnswer | void>;

export class Inbox {
  readonly #received = new Map<string, Received[]>();
  readonly #handlers = new Map<string, HttpHandler>();
  /** Set by SNS: what a link does, and what a phone's answer means. */
  onLink: (url: string) => unknown = () => undefined;
  onReply: (number: string, text: string) => void = () => undefined;

  /** What has arrived at an address, phone number, URL or endpoint ARN, oldest first. */
  of(to: string): readonly Received[] {
    return this.#received.get(to) ?? [];
  }

  /** Everybody to whom something has arrived. */
  get addresses(): string[] {
    return [...this.#received.keys()];
  }

  /** From now on this function answers the requests to a URL. Without one they are answered with 200. */
  serve(url: string, handler: HttpHandler): void {
    if (!/^https?:\/\//.test(url)) throw new TypeError(`serve: a URL such as https://shop.example/hook, not ${url}`);
    this.#handlers.set(url, handler);
  }

  /**
   * Follows a link that SNS sent: to confirm a subscription, or to end it.
   * @returns what SNS answers
   * @throws ServiceError as SNS would, TypeError for any other link
   */
  open(url: string): unknown {
    return this.onLink(url);
  }

  /** Answers a text message: STOP opts the number out of all further ones. */
  reply(number: string, text: string): void {
    this.onReply(number, text);
  }

  /** @internal */
  put(received: Received): void {
    const list = this.#received.get(received.to);
    if (list) list.push(received);
    else this.#received.set(received.to, [received]);
  }

  /** @internal */
  handlerOf(url: string): HttpHandler | undefined {
    return this.#handlers.get(url);
  }
}
