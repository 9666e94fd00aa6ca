/** A small unit with every kind of cell, shared by the tests of the build. */
export const UNIT = `// A unit for tests.

// %% [markdown] {"id": "title", "lang": "es", "slide": "slide"}
// # Colas

// %% [markdown] {"id": "title", "lang": "en", "slide": "slide"}
// # Queues

// %% {"id": "setup", "kind": "given", "lang": "es"}
useLanguage("es");

// %% {"id": "setup", "kind": "given", "lang": "en"}
useLanguage("en");

// %% {"id": "t6-given", "kind": "given", "item": "T6"}
const other = 1;

// %% {"id": "x2-given", "kind": "given", "item": "X2"}
interface Waiting { body: string }

// %% {"id": "x2-demo", "item": "X2"}
1 + 1;

// %% [markdown] {"id": "x2-ask", "item": "X2", "lang": "es"}
// {{signature SQSQueue}}

// %% [markdown] {"id": "x2-ask", "item": "X2", "lang": "en"}
// {{signature SQSQueue}}

// %% {"id": "x2-queue", "item": "X2", "kind": "answer"}
class SQSQueue {
  readonly items: Waiting[] = [];
  sendMessage(body: string): string {
    // BEGIN SOLUTION
    this.items.push({ body });
    return String(this.items.length);
    // END SOLUTION
  }
  // BEGIN SOLUTION
  // STUB: receiveMessage(): Waiting | null {
  // STUB:   return null;
  // STUB: }
  receiveMessage(): Waiting | null {
    return this.items.shift() ?? null;
  }
  // END SOLUTION
}

// %% {"id": "x2-check-order", "item": "X2", "kind": "check", "points": 2}
await check("x2.order", { SQSQueue });

// %% [markdown] {"id": "x2-why", "item": "X2", "kind": "open", "points": 1.5, "lang": "es"}
// ¿Por qué?
// BEGIN SOLUTION
// Porque sí (1 punto).
// END SOLUTION

// %% [markdown] {"id": "x2-why", "item": "X2", "kind": "open", "points": 1.5, "lang": "en"}
// Why?
// BEGIN SOLUTION
// Because (1 point).
// END SOLUTION
`;
