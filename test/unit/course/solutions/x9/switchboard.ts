/** X9 with a switchboard: type -> the lines of the sessions that handle it. What waits lies in one list on the connection. */
type Message = { type: string; body: unknown; id: string };
type Line = { session: Seat; handle: (message: Message) => void };

export class DistributedMessageBroker {
  board = new Map<string, Line[]>();
  count = 0;
  lines(type: string): Line[] {
    const lines = this.board.get(type);
    if (lines === undefined) throw new TypeError(`unknown message type: ${type}`);
    return lines;
  }
  defineType(type: string) {
    if (!this.board.has(type)) this.board.set(type, []);
  }
  connect(clientId: string) {
    return new Cable(this, clientId);
  }
  publish(type: string, body: unknown) {
    const lines = [...this.lines(type)];
    const id = `${Date.now()}-${this.count++}`;
    for (const line of lines) {
      const message = { type, body, id };
      if (line.session.cable.isOpen) line.handle(message);
      else line.session.cable.waiting.push([line.session, message]);
    }
    return lines.length;
  }
}

class Cable {
  isOpen = true;
  isClosed = false;
  seats: Seat[] = [];
  waiting: [Seat, Message][] = [];
  constructor(
    public broker: DistributedMessageBroker,
    public clientId: string,
  ) {}
  openSession(service: string) {
    if (!this.isOpen) throw new Error("Connection is not open");
    const seat = new Seat(this, service);
    this.seats.push(seat);
    return seat;
  }
  drop() {
    this.isOpen = false;
  }
  reconnect() {
    if (this.isClosed) throw new Error("Connection is closed");
    this.isOpen = true;
    const waiting = this.waiting.splice(0);
    for (const [seat, message] of waiting) {
      this.broker
        .lines(message.type)
        .find((line) => line.session === seat)!
        .handle(message);
    }
    return waiting.length;
  }
  close() {
    this.isOpen = false;
    this.isClosed = true;
    this.seats.slice().forEach((seat) => {
      seat.close();
    });
  }
}

class Seat {
  ended = false;
  constructor(
    public cable: Cable,
    public service: string,
  ) {}
  alive() {
    if (this.ended) throw new Error("Session is closed");
  }
  on(type: string, handle: (message: Message) => void) {
    this.alive();
    const line = this.cable.broker.lines(type).find(({ session }) => session === this);
    if (line) line.handle = handle;
    else this.cable.broker.lines(type).push({ session: this, handle });
  }
  off(type: string) {
    const { broker } = this.cable;
    if (!broker.board.has(type)) return;
    broker.board.set(
      type,
      broker.lines(type).filter(({ session }) => session !== this),
    );
    this.cable.waiting = this.cable.waiting.filter(([seat, message]) => seat !== this || message.type !== type);
  }
  publish(type: string, body: unknown) {
    this.alive();
    if (this.cable.isOpen === false) throw new Error("Connection is not open");
    return this.cable.broker.publish(type, body);
  }
  close() {
    for (const type of this.cable.broker.board.keys()) this.off(type);
    this.ended = true;
    this.cable.seats = this.cable.seats.filter((seat) => seat !== this);
  }
}
