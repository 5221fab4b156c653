/** What the exercises say of keeping what one has written (R53). */

const da = {
  onlyHere: "Det, du skriver, er kun på denne side. Det forsvinder, når du lukker den.",
  keep: "Gem det til mig",
  kept: "Gemt og låst. Kun du kan åbne det.",
  keptAgain: "Gemt.",
  drop: "Slet det igen",
  dropped: "Slettet. Det står kun på siden nu.",
  intro: "Så gemmer vi det til dig. Vælg et kaldenavn. Seks ord kan bringe det tilbage en anden dag.",
  offline: "Du er ikke på nettet. Det, du har gemt, kan først åbnes, når du er på igen.",
  mayBeHere: "Det kan også ligge på telefonen, når der ikke er net. Det er låst, og dine seks ord åbner det. Andre, der bruger telefonen, kan se, at øvelserne er der.",
  keepHere: "Læg det på telefonen",
  isHere: "Det ligger også låst på telefonen. Dine seks ord åbner det uden net.",
  removeHere: "Fjern det fra telefonen",
  openByWords: "Åbn med mine seks ord",
  openTitle: "Skriv dine seks ord",
  keptHere: "Åbnet uden net. Det, du skriver nu, ligger låst på telefonen.",
  homeLater: "Du er på nettet igen. Åbn med dine seks ord, så kommer det nye med.",
};

export type ExerciseTexts = typeof da;

const en: ExerciseTexts = {
  onlyHere: "What you write is on this page alone. It is gone when you close it.",
  keep: "Keep it for me",
  kept: "Kept and locked. Only you can open it.",
  keptAgain: "Kept.",
  drop: "Delete it again",
  dropped: "Deleted. It stands on the page alone now.",
  intro: "Then we keep it for you. Choose a nickname. Six words can bring it back another day.",
  offline: "You are not online. What you have kept can be opened when you are online again.",
  mayBeHere: "It can lie on the phone too, for when there is no network. It is locked, and your six words open it. Others who use the phone can see that the exercises are there.",
  keepHere: "Put it on the phone",
  isHere: "It lies locked on the phone too. Your six words open it without a network.",
  removeHere: "Remove it from the phone",
  openByWords: "Open with my six words",
  openTitle: "Write your six words",
  keptHere: "Opened without a network. What you write now lies locked on the phone.",
  homeLater: "You are online again. Open with your six words, and the new goes along.",
};

export const exercises = { da, en };
