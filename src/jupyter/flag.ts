/**
 * One number that both threads of the kernel see. The wire thread sets it, cells read it in every loop.
 * idle --interrupt while a cell runs--> stop --that cell has ended--> leftovers --a while later, or the next interrupt--> idle
 */
export const IDLE = 0;
/** The running cell is to stop. */
export const STOP = 1;
/** A stopped cell may have left loops behind that run after an await: they are to stop, those of other cells are not. */
export const LEFTOVERS = 2;

/** Places in the shared array. */
export const INTERRUPT = 0;
/** Which run of a cell is on, from 1; 0 when none is. */
export const RUNNING = 1;

export const sharedFlags = (): SharedArrayBuffer => new SharedArrayBuffer(8);
