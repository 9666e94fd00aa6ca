/** Self-checks of unit 04: one idea each, every wrong option a mistake that people make. */
import type { SelfQuestion } from "../self-check";

export const eventBridgeQuestions: SelfQuestion[] = [
  {
    id: "t9.name",
    item: "T9",
    question: {
      es: "El almacén se queda sin lámparas. ¿Qué evento publica?",
      en: "The warehouse runs out of lamps. Which event does it publish?",
    },
    options: [
      {
        text: { es: "BuyLamps", en: "BuyLamps" },
        why: {
          es: "Es una orden: el almacén decide por compras, y sabe que existe.",
          en: "That is a command: the warehouse decides for purchasing, and knows that it exists.",
        },
      },
      {
        text: { es: "ProductSoldOut", en: "ProductSoldOut" },
        right: true,
        why: {
          es: "Un hecho, en pasado. Qué hacer lo decide quien escuche.",
          en: "A fact, in the past tense. What to do is up to whoever listens.",
        },
      },
      {
        text: { es: "NotifyPurchasing", en: "NotifyPurchasing" },
        why: {
          es: "Nombra al destinatario: con uno más, habría que cambiar el almacén.",
          en: "It names who is to get it: with one more, the warehouse would have to change.",
        },
      },
      {
        text: { es: "WarehouseEvent", en: "WarehouseEvent" },
        why: {
          es: "No dice qué pasó: toda regla tendría que mirar dentro para saberlo.",
          en: "It does not say what happened: every rule would have to look inside to find out.",
        },
      },
    ],
  },
  {
    id: "t9.lost",
    item: "T9",
    question: {
      es: "La política de una cola no acepta a EventBridge, y la regla no tiene cola de mensajes muertos. ¿Qué pasa con el evento?",
      en: "A queue's policy does not accept EventBridge, and the rule has no dead-letter queue. What happens to the event?",
    },
    options: [
      {
        text: { es: "putEvents lanza un error", en: "putEvents throws an error" },
        why: {
          es: "El bus ya lo había aceptado: la entrega es después, y quien publicó no se entera.",
          en: "The bus had taken it already: delivery comes later, and whoever published does not hear of it.",
        },
      },
      {
        text: { es: "Se reintenta durante 24 horas", en: "It is retried for 24 hours" },
        why: {
          es: "Sólo lo pasajero se reintenta: no contesta, va demasiado deprisa. Un «no puedes» no cambia solo.",
          en: 'Only what may pass is retried: no answer, too fast. A "you may not" does not change by itself.',
        },
      },
      {
        text: { es: "Se pierde al primer intento", en: "It is lost at the first attempt" },
        right: true,
        why: {
          es: "Un permiso denegado no se reintenta, y nadie guarda la copia: cloud.explain lo cuenta, CloudWatch también.",
          en: "A denied permission is not retried, and nobody keeps a copy: cloud.explain tells it, and so does CloudWatch.",
        },
      },
      {
        text: { es: "Espera en el bus hasta que haya permiso", en: "It waits on the bus until there is permission" },
        why: {
          es: "Un bus no guarda nada para después; un archivo sí, y hay que crearlo antes.",
          en: "A bus keeps nothing for later; an archive does, and it has to be created beforehand.",
        },
      },
    ],
  },
  {
    id: "t9.order",
    item: "T9",
    question: {
      es: "Los cambios de saldo de una cuenta deben aplicarse en orden. ¿Qué haces?",
      en: "The changes to an account's balance must be applied in order. What do you do?",
    },
    options: [
      {
        text: { es: "EventBridge: una regla entrega en orden", en: "EventBridge: a rule delivers in order" },
        why: {
          es: "Viste llegar la cancelación antes que el pedido: un reintento adelanta a los demás.",
          en: "You saw the cancellation arrive before the order: a retry lets the others overtake.",
        },
      },
      {
        text: {
          es: "Una cola FIFO con la cuenta como grupo; EventBridge para contar que el saldo cambió",
          en: "A FIFO queue with the account as its group; EventBridge to say that the balance changed",
        },
        right: true,
        why: {
          es: "Cada cosa en su sitio: el orden donde importa, el aviso a quien quiera oírlo.",
          en: "Each in its place: order where it matters, the notice for whoever wants to hear it.",
        },
      },
      {
        text: {
          es: "EventBridge con MaximumRetryAttempts a cero",
          en: "EventBridge with MaximumRetryAttempts at zero",
        },
        why: {
          es: "Así nada se adelanta porque se pierde. Y sin reintentos tampoco hay promesa de orden.",
          en: "Nothing overtakes because it is lost. And even without retries there is no promise of order.",
        },
      },
      {
        text: { es: "Publicar más despacio", en: "Publish more slowly" },
        why: {
          es: "Reduce la probabilidad hasta el día en que un destino tarda.",
          en: "It lowers the odds until the day a target is slow.",
        },
      },
    ],
  },
  {
    id: "e6.pattern",
    item: "E6",
    question: {
      es: 'En AWS, ¿qué eventos cumplen el patrón { detail: { state: ["paid"] } }?',
      en: 'On AWS, which events match the pattern { detail: { state: ["paid"] } }?',
    },
    options: [
      {
        text: {
          es: "Sólo los que llevan detail.state y nada más",
          en: "Only those with detail.state and nothing else",
        },
        why: {
          es: "Eso hace el bus del repaso. En AWS, lo que el patrón no nombra da igual.",
          en: "That is what the handout's bus does. On AWS, what the pattern does not name does not matter.",
        },
      },
      {
        text: { es: "Ninguno: falta source", en: "None: source is missing" },
        why: {
          es: "Un patrón puede nombrar cualquier campo; source no es obligatorio.",
          en: "A pattern may name any field; source is not required.",
        },
      },
      {
        text: {
          es: "Todos los que llevan detail.state igual a paid, venga de quien venga",
          en: "All those with detail.state equal to paid, whoever they come from",
        },
        right: true,
        why: {
          es: "Y ahí está el riesgo: añade source si sólo te interesa uno.",
          en: "And there lies the risk: add source when you care for one only.",
        },
      },
      {
        text: {
          es: 'Los que tienen detail.state con la lista ["paid"]',
          en: 'Those whose detail.state is the list ["paid"]',
        },
        why: {
          es: "También, pero no sólo: la lista del patrón son valores permitidos.",
          en: "Those too, but not only: the list in the pattern holds allowed values.",
        },
      },
    ],
  },
  {
    id: "l4.silence",
    item: "L4",
    question: {
      es: "Subes un archivo y la función no se ejecuta. El bus `default` no tiene ninguna historia de ese archivo. ¿Qué falta?",
      en: "You upload a file and the function does not run. The bus `default` has no story of that file. What is missing?",
    },
    options: [
      {
        text: { es: "El permiso de la función", en: "The function's permission" },
        why: {
          es: "Eso se vería más tarde: el evento llegaría al bus y la función lo rechazaría.",
          en: "That would show later: the event would reach the bus and the function would refuse it.",
        },
      },
      {
        text: { es: "Activar EventBridge en el bucket", en: "Turning EventBridge on for the bucket" },
        right: true,
        why: {
          es: "Si el evento no llegó ni a default, el bucket no lo contó.",
          en: "If the event did not even reach default, the bucket never told it.",
        },
      },
      {
        text: { es: "Una regla en tu bus", en: "A rule on your bus" },
        why: {
          es: "Aunque falte, el evento habría llegado a default.",
          en: "Even without it, the event would have reached default.",
        },
      },
      {
        text: { es: "El rol que reenvía a tu bus", en: "The role that forwards to your bus" },
        why: {
          es: "Sirve para pasar de default a tu bus: aquí no se llegó tan lejos.",
          en: "It serves to pass from default to your bus: here it never got that far.",
        },
      },
    ],
  },
];
