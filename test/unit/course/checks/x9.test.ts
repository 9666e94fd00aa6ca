import { X9 } from "../exercises/x9";
import { testExercise } from "./exercise-suite";

testExercise(X9);
