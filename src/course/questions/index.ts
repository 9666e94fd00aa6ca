/** All self-checks of the course, registered when the course is imported. */
import { defineSelfQuestions } from "../self-check";
import { monitoringQuestions } from "./monitoreo";
import { notificationQuestions } from "./notificaciones";
import { sqsQuestions } from "./sqs";

defineSelfQuestions([...sqsQuestions, ...notificationQuestions, ...monitoringQuestions]);
