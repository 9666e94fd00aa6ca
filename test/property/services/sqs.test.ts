/** At least 100,000 random operations on SQS in every run of the tests. */
import { exploreSqs } from "./sqs-exploration";

exploreSqs(17, 0);
