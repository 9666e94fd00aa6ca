import { X8 } from "../exercises/x8";
import { testExercise } from "./exercise-suite";

testExercise(X8);
