/** What the exercises say of keeping what one has written (R53). */

const da = {
  onlyHere: "Det, du skriver, er kun på denne side. Det forsvinder, når du lukker den.",
  keep: "Gem det til mig",
  kept: "Gemt og låst. Kun du kan åbne det.",
  keptAgain: "Gemt.",
  drop: "Slet det igen",
  dropped: "Slettet. Det står kun på siden nu.",
  intro: "Så gemmer vi det til dig. Vælg et kaldenavn og din alder. Seks ord kan bringe det tilbage en anden dag.",
  offline: "Du er ikke på nettet. Det, du har gemt, kan først åbnes, når du er på igen.",
};

export type ExerciseTexts = typeof da;

const en: ExerciseTexts = {
  onlyHere: "What you write is on this page alone. It is gone when you close it.",
  keep: "Keep it for me",
  kept: "Kept and locked. Only you can open it.",
  keptAgain: "Kept.",
  drop: "Delete it again",
  dropped: "Deleted. It stands on the page alone now.",
  intro: "Then we keep it for you. Choose a nickname and your age. Six words can bring it back another day.",
  offline: "You are not online. What you have kept can be opened when you are online again.",
};

export const exercises = { da, en };
