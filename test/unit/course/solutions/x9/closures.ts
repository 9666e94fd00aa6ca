/** X9 without classes for connections and sessions: objects made by functions, their state in closures. */
interface Message {
  type: string;
  body: unknown;
  id: string;
}
interface Taker {
  wants(type: string): boolean;
  give(message: Message): void;
}

export class DistributedMessageBroker {
  private types: string[] = [];
  private takers: Taker[] = [];
  private last = 1000;

  defineType(type: string): void {
    this.types.push(type);
  }
  private insist(type: string) {
    if (this.types.indexOf(type) < 0) throw new RangeError(`${type}: no such type`);
  }
  publish(type: string, body: unknown): number {
    this.insist(type);
    this.last += 7;
    const message = Object.freeze({ type, body, id: this.last.toString(36) });
    const takers = this.takers.filter((taker) => taker.wants(type));
    takers.forEach((taker) => {
      taker.give(message);
    });
    return takers.length;
  }

  connect(clientId: string) {
    let state = 1; // 1 open, 0 dropped, -1 closed
    const sessions = new Set<{ close(): void; wake(): number }>();
    const openSession = (service: string) => {
      if (state !== 1) throw new Error("Connection is not open");
      const handlers: { type: string; handle: (message: Message) => void }[] = [];
      const find = (type: string) => handlers.findIndex((handler) => handler.type === type);
      let inbox: Message[] = [];
      let closed = false;
      const taker: Taker = {
        wants: (type) => find(type) >= 0,
        give(message) {
          if (state === 1) handlers[find(message.type)]!.handle(message);
          else inbox = [...inbox, message];
        },
      };
      this.takers.push(taker);
      const session = {
        service,
        on: (type: string, handle: (message: Message) => void) => {
          if (closed) throw new Error("Session is closed");
          this.insist(type);
          session.take(type);
          handlers.push({ type, handle });
        },
        off: (type: string) => {
          session.take(type);
          inbox = inbox.filter((message) => message.type !== type);
        },
        take: (type: string) => {
          if (find(type) >= 0) handlers.splice(find(type), 1);
        },
        publish: (type: string, body: unknown) => {
          if (closed) throw new Error("Session is closed");
          if (state < 1) throw new Error("Connection is not open");
          return this.publish(type, body);
        },
        wake: () => {
          const mail = inbox;
          inbox = [];
          mail.forEach(taker.give);
          return mail.length;
        },
        close: () => {
          closed = true;
          inbox = [];
          sessions.delete(session);
          this.takers = this.takers.filter((other) => other !== taker);
        },
      };
      sessions.add(session);
      return session;
    };
    return {
      clientId,
      get isOpen() {
        return state === 1;
      },
      openSession,
      drop() {
        if (state === 1) state = 0;
      },
      reconnect() {
        if (state === -1) throw new Error("Connection is closed");
        state = 1;
        return [...sessions].map((session) => session.wake()).reduce((a, b) => a + b, 0);
      },
      close() {
        state = -1;
        sessions.forEach((session) => {
          session.close();
        });
      },
    };
  }
}
