import { describe, expect, it } from "vitest";
import { seccompFilter } from "../../../../src/grading/sandbox/seccomp";

const ALLOW = 0x7fff0000;
const AUDIT = { x64: 0xc000003e, arm64: 0xc00000b7 };

/** Runs the classic BPF program over a call, as the kernel does. */
function verdict(architecture: "x64" | "arm64", call: { number: number; argument?: number; audit?: number }): number {
  const program = seccompFilter(architecture);
  if (!program) throw new Error("no filter");
  const data: Record<number, number> = { 0: call.number, 4: call.audit ?? AUDIT[architecture], 16: call.argument ?? 0 };
  let accumulator = 0;
  for (let at = 0; at < program.length / 8; at++) {
    const code = program.readUInt16LE(at * 8);
    const [ifTrue, ifFalse] = [program[at * 8 + 2] as number, program[at * 8 + 3] as number];
    const k = program.readUInt32LE(at * 8 + 4);
    const jump = (holds: boolean) => {
      at += holds ? ifTrue : ifFalse;
    };
    if (code === 0x20) accumulator = data[k] as number;
    else if (code === 0x15) jump(accumulator === k);
    else if (code === 0x35) jump(accumulator >= k);
    else if (code === 0x45) jump((accumulator & k) !== 0);
    else if (code === 6) return k;
    else throw new Error(`unknown instruction ${code}`);
  }
  throw new Error("the program ran off its end");
}

const refused = (errno: number) => 0x50000 | errno;

describe("the seccomp filter", () => {
  const cases = {
    x64: { read: 0, fork: 57, vfork: 58, socket: 41, kill: 62, clone: 56, ptrace: 101 },
    arm64: { read: 63, socket: 198, kill: 129, clone: 220, ptrace: 117 },
  };
  for (const architecture of ["x64", "arm64"] as const) {
    const { read, clone, ...denied } = cases[architecture];

    it(`allows ordinary calls and threads on ${architecture}`, () => {
      expect(verdict(architecture, { number: read })).toBe(ALLOW);
      expect(verdict(architecture, { number: clone, argument: 0x10000 })).toBe(ALLOW);
    });

    it(`refuses processes, sockets, signals and tracing on ${architecture}`, () => {
      for (const number of Object.values(denied)) expect(verdict(architecture, { number })).toBe(refused(1));
      expect(verdict(architecture, { number: clone, argument: 17 })).toBe(refused(1));
      expect(verdict(architecture, { number: 435 })).toBe(refused(38));
    });
  }

  it("kills calls of another architecture and refuses the x32 convention", () => {
    expect(verdict("x64", { number: 0, audit: AUDIT.arm64 })).toBe(0x80000000);
    expect(verdict("x64", { number: 0x40000000 })).toBe(refused(38));
  });

  it("is null where no table is known", () => {
    expect(seccompFilter("riscv64")).toBeNull();
  });
});
