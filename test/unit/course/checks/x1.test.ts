import { X1 } from "../exercises/x1";
import { testExercise } from "./exercise-suite";

testExercise(X1);
