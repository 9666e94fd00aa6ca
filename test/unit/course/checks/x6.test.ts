import { X6 } from "../exercises/x6";
import { testExercise } from "./exercise-suite";

testExercise(X6);
