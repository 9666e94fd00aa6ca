import { X4 } from "../exercises/x4";
import { testExercise } from "./exercise-suite";

testExercise(X4);
