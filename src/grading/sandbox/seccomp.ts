/**
 * The seccomp filter of the sandbox, as the classic BPF program that bubblewrap loads: no new processes (threads are allowed),
 * no sockets, no signals, no tracing, no namespaces, no kernel interfaces that a grader never needs. A refused call gets
 * EPERM; clone3 and io_uring get ENOSYS, so that libc falls back to calls the filter can read.
 * Sources: Linux seccomp(2), include/uapi/linux/audit.h, and the syscall tables of x86_64 and arm64.
 */

/** Syscall numbers by architecture; null where the architecture lacks the call. */
const CALLS: Record<string, [x86_64: number | null, arm64: number | null]> = {
  fork: [57, null],
  vfork: [58, null],
  socket: [41, 198],
  socketpair: [53, 199],
  kill: [62, 129],
  tkill: [200, 130],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  unshare: [272, 97],
  setns: [308, 268],
  mount: [165, 40],
  bpf: [321, 280],
  userfaultfd: [323, 282],
  perf_event_open: [298, 241],
  keyctl: [250, 219],
  add_key: [248, 217],
  request_key: [249, 218],
  memfd_create: [319, 279],
  pidfd_open: [434, 434],
  pidfd_getfd: [438, 438],
  execveat: [322, 281],
};
const CLONE: [number, number] = [56, 220];
const CLONE3 = 435;
const IO_URING_SETUP = 425;
const CLONE_THREAD = 0x10000;
const X32_BIT = 0x40000000; // x86_64 calls in the x32 convention, which would slip past the numbers above

const EPERM = 1;
const ENOSYS = 38;
const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const refuse = (errno: number) => 0x50000 | errno;

/** One BPF instruction: struct sock_filter { u16 code; u8 jt; u8 jf; u32 k }. */
function instruction(code: number, jumpTrue: number, jumpFalse: number, k: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes[2] = jumpTrue;
  bytes[3] = jumpFalse;
  bytes.writeUInt32LE(k >>> 0, 4);
  return bytes;
}
const load = (offset: number) => instruction(0x20, 0, 0, offset); // of struct seccomp_data: 0 number, 4 arch, 16 first argument
const ifEqual = (k: number, then: number, otherwise: number) => instruction(0x15, then, otherwise, k);
const ifAtLeast = (k: number, then: number, otherwise: number) => instruction(0x35, then, otherwise, k);
const ifBits = (k: number, then: number, otherwise: number) => instruction(0x45, then, otherwise, k);
const answer = (k: number) => instruction(6, 0, 0, k);

const ARCHITECTURES = { x64: { audit: 0xc000003e, column: 0 }, arm64: { audit: 0xc00000b7, column: 1 } } as const;

/** The filter for this architecture, or null where there is none. */
export function seccompFilter(architecture: string = process.arch): Buffer | null {
  const known = ARCHITECTURES[architecture as keyof typeof ARCHITECTURES];
  if (!known) return null;
  const program = [load(4), ifEqual(known.audit, 1, 0), answer(KILL_PROCESS), load(0)];
  if (architecture === "x64") program.push(ifAtLeast(X32_BIT, 0, 1), answer(refuse(ENOSYS)));
  for (const number of [CLONE3, IO_URING_SETUP]) program.push(ifEqual(number, 0, 1), answer(refuse(ENOSYS)));
  program.push(
    ifEqual(CLONE[known.column], 0, 4),
    load(16),
    ifBits(CLONE_THREAD, 0, 1),
    answer(ALLOW),
    answer(refuse(EPERM)),
  );
  for (const numbers of Object.values(CALLS)) {
    const number = numbers[known.column];
    if (number !== null) program.push(ifEqual(number, 0, 1), answer(refuse(EPERM)));
  }
  program.push(answer(ALLOW));
  return Buffer.concat(program);
}
