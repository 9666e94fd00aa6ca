import { P2 } from "../exercises/p2";
import { testExercise } from "./exercise-suite";

testExercise(P2);
