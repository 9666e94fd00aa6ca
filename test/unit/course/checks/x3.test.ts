/** Threads are real here; what is shown is shown by their meeting, never by a time. */
import { X3 } from "../exercises/x3";
import { testExercise } from "./exercise-suite";

testExercise(X3);
