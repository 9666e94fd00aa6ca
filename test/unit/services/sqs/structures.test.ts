import { describe, expect, it } from "vitest";
import { Deque, Heap, type Timed, TimerHeap } from "../../../../src/services/sqs/structures";

describe("a Deque", () => {
  it("gives back what it was given, in order, through many growths and shrinkings", () => {
    const deque = new Deque<number>();
    let [next, expected] = [0, 0];
    for (let round = 0; round < 50; round++) {
      for (let i = 0; i < 100; i++) deque.push(next++);
      for (let i = 0; i < 90; i++) expect(deque.shift()).toBe(expected++);
      expect(deque.length).toBe(next - expected);
      expect(deque.at(0)).toBe(expected);
      expect(deque.at(deque.length)).toBeUndefined();
    }
    while (expected < next) expect(deque.shift()).toBe(expected++);
    expect(deque.shift()).toBeUndefined();
    expect(deque.length).toBe(0);
  });
});

describe("a Heap", () => {
  it("gives the least first", () => {
    const heap = new Heap<number>((a, b) => a < b);
    const numbers = Array.from({ length: 200 }, (_, i) => (i * 7919) % 199);
    for (const number of numbers) heap.push(number);
    expect(heap.peek()).toBe(0);
    expect(Array.from({ length: 200 }, () => heap.pop())).toEqual(numbers.sort((a, b) => a - b));
    expect(heap.pop()).toBeUndefined();
  });
});

describe("a TimerHeap", () => {
  const item = (dueMs: number, number: number): Timed => ({ dueMs, number, heapIndex: -1 });

  it("orders by time, then by number, and lets any item go", () => {
    const heap = new TimerHeap<Timed>();
    const items = Array.from({ length: 300 }, (_, i) => item((i * 31) % 50, i));
    for (const each of items) heap.add(each);
    const removed = items.filter((_each, i) => i % 3 === 0);
    for (const each of removed) heap.remove(each);
    expect(removed.every(({ heapIndex }) => heapIndex === -1)).toBe(true);
    const left = items.filter((_each, i) => i % 3 !== 0).sort((a, b) => a.dueMs - b.dueMs || a.number - b.number);
    for (const each of left) {
      expect(heap.peek()).toBe(each);
      heap.remove(each);
    }
    expect(heap.length).toBe(0);
  });
});
