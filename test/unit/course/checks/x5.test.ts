import { X5 } from "../exercises/x5";
import { testExercise } from "./exercise-suite";

testExercise(X5);
