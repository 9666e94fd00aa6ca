/** Self-checks of unit 01: one idea each, every wrong option a mistake that people make. */
import type { Text } from "../../sim/language";
import type { SelfOption, SelfQuestion } from "../self-check";

const wrong = (es: string, en: string, why: Text): SelfOption => ({ text: { es, en }, why });
const right = (es: string, en: string, why: Text): SelfOption => ({ text: { es, en }, right: true, why });
const because = (es: string, en: string): Text => ({ es, en });

export const snsQuestions: SelfQuestion[] = [
  {
    id: "t1.when",
    item: "T1",
    question: because(
      "¿Para cuál de estas cosas NO basta un topic de SNS?",
      "For which of these is an SNS topic NOT enough?",
    ),
    options: [
      wrong(
        "Avisar por correo y SMS de un pedido",
        "Telling people of an order by mail and SMS",
        because("Es su primer caso de uso.", "That is its first use case."),
      ),
      right(
        "Guardar trabajos hasta que un trabajador los pida",
        "Keeping jobs until a worker asks for them",
        because(
          "SNS empuja y no guarda para leer después: eso es una cola.",
          "SNS pushes and keeps nothing to be read later: that is a queue.",
        ),
      ),
      wrong(
        "Que una alarma despierte a quien está de guardia",
        "An alarm that wakes whoever is on call",
        because("Una alarma de CloudWatch publica en un topic.", "A CloudWatch alarm publishes to a topic."),
      ),
    ],
  },
  {
    id: "t1.push",
    item: "T1",
    question: because(
      "Añades un quinto servicio que quiere los pedidos. ¿Qué cambia en la tienda, que ya publica en un topic?",
      "You add a fifth service that wants the orders. What changes in the shop, which publishes to a topic already?",
    ),
    options: [
      wrong(
        "Una llamada más por pedido",
        "One more call for each order",
        because(
          "Eso era antes: ahora publica una vez, y SNS copia.",
          "That was before: now it publishes once, and SNS copies.",
        ),
      ),
      right(
        "Nada: se suscribe el servicio",
        "Nothing: the service subscribes",
        because("Quien publica no conoce a quien escucha.", "The publisher does not know the listeners."),
      ),
      wrong(
        "Su lista de destinos",
        "Its list of destinations",
        because("La lista es del topic, no de la tienda.", "The list is the topic's, not the shop's."),
      ),
    ],
  },
  {
    id: "t2.filter",
    item: "T2",
    question: because(
      "Un suscriptor confirmado no recibe un mensaje y no hay ningún fallo. ¿Por qué puede ser?",
      "A confirmed subscriber does not get a message, and nothing failed. Why could that be?",
    ),
    options: [
      wrong(
        "El topic estaba lleno",
        "The topic was full",
        because("Un topic no guarda mensajes: no se llena.", "A topic keeps no messages: it does not fill up."),
      ),
      right(
        "Su FilterPolicy no lo deja pasar",
        "Its FilterPolicy does not let it pass",
        because(
          "El filtro es de la suscripción; lo apartado no es un fallo.",
          "The filter belongs to the subscription; what it sets aside is no failure.",
        ),
      ),
      wrong(
        "Otro suscriptor lo recibió antes",
        "Another subscriber got it first",
        because(
          "Cada suscriptor tiene su copia; no compiten, como en una cola.",
          "Each subscriber has a copy of its own; they do not compete as on a queue.",
        ),
      ),
    ],
  },
  {
    id: "t2.relation",
    item: "T2",
    question: because(
      "¿Cuántos endpoints puede tener un topic, y cuántos topics un endpoint?",
      "How many endpoints can a topic have, and how many topics an endpoint?",
    ),
    options: [
      wrong("Muchos, y uno", "Many, and one", because("ana estaba en dos topics.", "ana was in two topics.")),
      right(
        "Muchos, y muchos: cada unión es una suscripción",
        "Many, and many: each join is a subscription",
        because(
          "Por eso la baja, el filtro y la confirmación son de la suscripción.",
          "That is why leaving, filter and confirmation belong to the subscription.",
        ),
      ),
      wrong(
        "Uno de cada protocolo, y muchos",
        "One of each protocol, and many",
        because("Puede haber dos correos, o diez colas.", "There may be two mailboxes, or ten queues."),
      ),
    ],
  },
  {
    id: "t3.choose",
    item: "T3",
    question: because(
      "Un topic FIFO entrega a una cola Standard. ¿En qué orden lee el consumidor?",
      "A FIFO topic delivers to a Standard queue. In which order does the consumer read?",
    ),
    options: [
      wrong(
        "En el de publicación: el topic es FIFO",
        "That of publication: the topic is FIFO",
        because(
          "El topic entrega en orden; la cola no promete conservarlo.",
          "The topic delivers in order; the queue does not promise to keep it.",
        ),
      ),
      right(
        "Sin promesa: manda el eslabón más débil",
        "No promise: the weakest link decides",
        because("Para orden de punta a punta, cola FIFO.", "For order from end to end, a FIFO queue."),
      ),
      wrong(
        "No se puede: AWS lo rechaza",
        "It cannot be done: AWS refuses",
        because(
          "Se puede, y es útil cuando un consumidor no necesita orden.",
          "It can, and is useful when one consumer does not need order.",
        ),
      ),
    ],
  },
  {
    id: "t3.once",
    item: "T3",
    question: because("¿Qué promete «exactamente una vez» en FIFO?", 'What does "exactly once" promise on FIFO?'),
    options: [
      wrong(
        "Que el trabajo se hace una sola vez",
        "That the work is done just once",
        because(
          "Si el préstamo vence antes del borrado, se hace otra vez.",
          "When the loan ends before the delete, it is done again.",
        ),
      ),
      right(
        "Que el mismo id, en cinco minutos, se acepta una vez",
        "That the same id, within five minutes, is accepted once",
        because(
          "Lo demás depende de la visibilidad y de un consumidor idempotente.",
          "The rest depends on the visibility and an idempotent consumer.",
        ),
      ),
      wrong(
        "Que nunca hay dos mensajes con el mismo texto",
        "That there are never two messages with the same text",
        because(
          "Cuenta el id; sólo con deduplicación por contenido el id sale del texto.",
          "The id counts; only with content-based deduplication does it come from the text.",
        ),
      ),
    ],
  },
  {
    id: "t4.slow",
    item: "T4",
    question: because(
      "En un fan-out a cuatro colas, una va cien veces más lenta. ¿Qué notan las otras tres?",
      "In a fan-out to four queues, one is a hundred times slower. What do the other three notice?",
    ),
    options: [
      wrong(
        "Van al ritmo de la lenta",
        "They go at the slow one's pace",
        because("Eso pasa al llamar uno tras otro.", "That happens when calling one after the other."),
      ),
      right(
        "Nada",
        "Nothing",
        because(
          "Cada una tiene su copia y su cola: sólo se alarga la de la lenta.",
          "Each has a copy and a queue of its own: only the slow one's grows.",
        ),
      ),
      wrong(
        "Reciben los mensajes que la lenta no atiende",
        "They get the messages that the slow one does not see to",
        because(
          "Cada cola recibe todos los mensajes; no se los reparten.",
          "Each queue gets all messages; they do not share them out.",
        ),
      ),
    ],
  },
  {
    id: "t4.lost",
    item: "T4",
    question: because(
      "Un socio por HTTPS está caído una hora. ¿Qué impide perder sus mensajes?",
      "A partner by HTTPS is down for an hour. What keeps its messages from being lost?",
    ),
    options: [
      wrong(
        "Los reintentos de SNS, que duran 23 días",
        "SNS's retries, which go on for 23 days",
        because(
          "Eso es para SQS y Lambda; a un servidor ajeno, tres reintentos de fábrica.",
          "That is for SQS and Lambda; for a server outside, three retries by default.",
        ),
      ),
      right(
        "Una RedrivePolicy en su suscripción, o una cola delante",
        "A RedrivePolicy on its subscription, or a queue in front of it",
        because(
          "La cola de muertos guarda lo que SNS dejó de intentar.",
          "The dead-letter queue keeps what SNS has stopped trying.",
        ),
      ),
      wrong(
        "Un topic FIFO",
        "A FIFO topic",
        because(
          "No entrega a HTTPS, y ordenar no es guardar.",
          "It does not deliver to HTTPS, and ordering is not keeping.",
        ),
      ),
    ],
  },
  {
    id: "t5.size",
    item: "T5",
    question: because(
      "Publicas 100 mensajes de 130 KB a un topic con 3 colas. ¿Cuántas publicaciones se pagan?",
      "You publish 100 messages of 130 KB to a topic with 3 queues. How many publishes are paid for?",
    ),
    options: [
      wrong("100", "100", because("Cada 64 KB cuenta como una.", "Every 64 KB counts as one.")),
      right(
        "300",
        "300",
        because(
          "130 KB son tres trozos; entregar a colas no se paga en SNS.",
          "130 KB are three chunks; delivering to queues is not paid for in SNS.",
        ),
      ),
      wrong(
        "900",
        "900",
        because("Se publica una vez, aunque haya tres colas.", "One publishes once, even with three queues."),
      ),
    ],
  },
  {
    id: "t5.protocol",
    item: "T5",
    question: because(
      "¿Qué baja más la factura de un millón de avisos por SMS?",
      "What lowers the bill of a million SMS notices most?",
    ),
    options: [
      wrong(
        "Publicar en un topic FIFO",
        "Publishing to a FIFO topic",
        because(
          "FIFO no entrega a teléfonos, y publicar es lo barato.",
          "FIFO does not deliver to phones, and publishing is the cheap part.",
        ),
      ),
      right(
        "Caber en una parte, y mandar por otro canal lo que se pueda",
        "Fitting into one part, and sending by another channel what can be",
        because(
          "Se paga por parte y país; correo o push cuestan mucho menos.",
          "One pays by part and country; mail or push cost far less.",
        ),
      ),
      wrong(
        "Comprimir el mensaje a menos de 64 KB",
        "Squeezing the message below 64 KB",
        because(
          "Un SMS ya es pequeño: el trozo de 64 KB no decide.",
          "An SMS is small anyway: the 64 KB chunk does not decide.",
        ),
      ),
    ],
  },
  {
    id: "l1.pending",
    item: "L1",
    question: because(
      "Publicas a las 9 y el dueño del correo confirma a las 10. ¿Qué recibe?",
      "You publish at 9 and the mailbox's owner confirms at 10. What does the mailbox get?",
    ),
    options: [
      wrong(
        "El mensaje de las 9, con retraso",
        "The message of 9, late",
        because("SNS no guarda para quien aún no confirmó.", "SNS keeps nothing for whoever has not confirmed yet."),
      ),
      right(
        "Sólo lo que se publique después de las 10",
        "Only what is published after 10",
        because("Pendiente es como no estar suscrito.", "Pending is like not being subscribed."),
      ),
      wrong(
        "Todo, porque se suscribió antes de las 9",
        "Everything, having been subscribed before 9",
        because("Suscribir pide; confirmar suscribe.", "Subscribing asks; confirming subscribes."),
      ),
    ],
  },
  {
    id: "e1.behind",
    item: "E1",
    question: because(
      "En ToySNS la web falla. ¿Por qué pierde mensajes audit, que está sana?",
      "In ToySNS the web server fails. Why does audit, which is well, lose messages?",
    ),
    options: [
      wrong(
        "Comparten la misma cola",
        "They share a queue",
        because("No hay colas: es un bucle.", "There are no queues: it is a loop."),
      ),
      right(
        "Va detrás en el mismo bucle, y la excepción lo corta",
        "It stands behind in the same loop, which the exception cuts short",
        because("SNS trata cada suscripción por separado.", "SNS treats each subscription on its own."),
      ),
      wrong(
        "publish espera a que la web vuelva",
        "publish waits for the web server to come back",
        because("No espera ni reintenta: lanza.", "It neither waits nor tries again: it throws."),
      ),
    ],
  },
];
