"""The two demo municipalities' own texts. Short sentences, plain words, no diagnosis."""

from __future__ import annotations

from naere.tenancy.enums import TextKey

# Where the duty to notify stands. Nobody has compared the text with the law as it is now: it was
# published anew in 2024, and a bill of November 2024 concerns that section. A municipality must
# (docs/howto/municipality.md).
BARNETS_LOV = "https://www.retsinformation.dk/eli/lta/2023/721"

DUTY_DA = """\
Det, du skriver, er dit. Den frivillige siger det ikke til dine forældre, din skole eller din læge.

Er du under 18, er der én ting, du skal vide først. Måske fortæller du, at du ikke har det godt \
nok derhjemme, at nogen gør dig ondt, eller at du er i fare. Så kan de voksne her have pligt til \
at sige det til kommunen, så du kan få hjælp. Det hedder en underretning.

Den frivillige taler med dig om det først, hvis det kan lade sig gøre. Du kan sige, hvad du selv \
tænker.

Vi ved kun det, du selv fortæller. Du behøver ikke sige, hvad du hedder, eller hvor du bor.

Er dit liv i fare lige nu, så ring 112."""

DUTY_EN = """\
What you write is yours. The volunteer does not tell your parents, your school or your doctor.

If you are under 18, there is one thing to know first. Perhaps you tell that things are not good \
enough at home, that somebody hurts you, or that you are in danger. Then it can be the duty of the \
adults here to tell the municipality, so that you can get help. It is called a notification of \
concern.

The volunteer talks with you about it first, if it can be done. You can say what you think \
yourself.

We know only what you tell us. You do not have to say what you are called or where you live.

If your life is in danger right now, call 112."""

PRIVACY_DA = """\
Du er anonym. Vi spørger ikke om navn, mail, nummer eller CPR. Vi gemmer ikke din IP-adresse.

Det, du skriver, bliver låst på din egen telefon. Kun du og den frivillige kan læse det, \
I skriver, medmindre en af jer deler det med holdet. Det første, du skriver, er låst til holdet af \
frivillige, til en af dem tager imod dig.

Kalder I på en fagperson, eller melder en af jer samtalen, kan de læse det, som I selv deler.

Vi gemmer det kaldenavn, den aldersgruppe og de emner, du vælger. Vi kan se, hvornår der var en \
snak, hvor lang den var, og hvor meget der blev skrevet. Det tæller vi. Vi ved ikke, hvem du er.

En samtale bliver slettet {days} dage efter, at den er slut. Du kan også slette den selv med det \
samme. Så er alt, I skrev, væk. Vi gemmer kun tal, som ikke siger, hvem du er."""

PRIVACY_EN = """\
You are anonymous. We do not ask for a name, e-mail, number or CPR. We do not keep your IP address.

What you write is locked on your own phone. Only you and your volunteer can read this, unless one \
of you shares it with the team. What you write first is locked to the team of volunteers, until one \
of them takes you in.

If you call a professional, or one of you reports the conversation, they can read what you \
yourselves share.

We keep the nickname, the age group and the topics that you choose. We can see when there was a \
conversation, how long it was, and how much was written. We count that. We do not know who you are.

A conversation is deleted {days} days after it ends. You can also delete it yourself at once. Then \
all that you wrote is gone. We keep only numbers that do not say who you are."""

ACCESSIBILITY_DA = """\
Alle skal kunne være med. Siden skal virke med tastatur, med skærmlæser og på en lille skærm. Du \
skal kunne gøre skriften dobbelt så stor.

Du kan altid se numrene til hjælp. Det kan du også uden JavaScript. Når du skriver, skal det være \
slået til. For det er din egen telefon, der låser dine ord.

Er der noget, der driller? Skriv til {email}, så ser vi på det."""

ACCESSIBILITY_EN = """\
Everybody must be able to take part. The page must work with a keyboard, with a screen reader and \
on a small screen. You must be able to make the text twice as large.

You can always see the numbers for help, also without JavaScript. When you write, it must be on. \
For it is your own phone that locks your words.

Is something in your way? Write to {email}, and we will look at it."""

DRAGOER = {
    TextKey.WELCOME: (
        "Rart, at du er her. Du kan skrive med en frivillig, der selv har haft det svært og er "
        "kommet videre. Det er gratis. Du er anonym. Der bliver ikke lavet en sag på dig.\n\n"
        "Du bestemmer selv, hvad I taler om, og hvornår I stopper. Intet er for småt.",
        "Good that you are here. You can write with a volunteer who has had a hard time too and has "
        "moved on. It is free. You are anonymous. There will be no case about you.\n\n"
        "You decide what you talk about and when you stop. Nothing is too small.",
    ),
    TextKey.ABOUT: (
        "Det Nære Netværk er for unge i Dragør. Nogle føler sig alene. Nogle er bange, triste eller "
        "bare trætte. Nogle ved ikke helt, hvad det er. Alle er velkomne.\n\n"
        "Dem, du skriver med, er frivillige. De har lært at lytte, og en fagperson er klar til at "
        "hjælpe dem. De er ikke læger. De giver dig ikke en dom eller en opskrift.",
        "The Close Network is for young people in Dragør. Some feel alone. Some are afraid, sad or "
        "just tired. Some do not quite know what it is. Everybody is welcome.\n\n"
        "Those you write with are volunteers. They have learned to listen, and a professional is "
        "ready to help them. They are not doctors. They give you no verdict and no recipe.",
    ),
    TextKey.RELATIVES: (
        "Er du bekymret for en, du holder af? Det er hårdt at stå ved siden af. Det er godt, at du "
        "læser her.\n\n"
        "Du kan gøre meget med lidt: Vær der. Spørg, og vent på svaret. Hør efter uden at løse det "
        "hele. Sig, at du holder af dem. Pres dem ikke til at tale.\n\n"
        "Vi fortæller dig ikke, om en ung skriver med os, eller hvad de skriver. Det er netop "
        "derfor, de tør. Fortæl dem gerne, at vi findes.\n\n"
        "Er der fare for liv, så ring 112. Du kan også selv ringe til Livslinien.",
        "Do you worry about somebody you love? It is hard to stand beside. It is good that you are "
        "reading this.\n\n"
        "You can do much with little: be there. Ask, and wait for the answer. Listen without "
        "solving it all. Say that you love them. Do not press them to talk.\n\n"
        "We do not tell you whether a young person writes with us, or what they write. That is just "
        "why they dare. Do tell them that we are here.\n\n"
        "If a life is in danger, call 112. You can also call Livslinien yourself.",
    ),
}

ISHOEJ = {
    TextKey.WELCOME: (
        "Hej! Her kan du skrive med en, der har stået der, hvor du står. Det koster ikke noget, og "
        "ingen får at vide, hvem du er.\n\n"
        "Har du kant? Det har vi også. Tag det i dit eget tempo.",
        "Hi! Here you can write with somebody who has stood where you stand. It costs nothing, and "
        "nobody gets to know who you are.\n\n"
        "Do you have an edge? So do we. Take it at your own pace.",
    ),
    TextKey.ABOUT: (
        "Unge med Kant er for dig mellem 18 og 29 i Ishøj. Måske er du på vej i job eller skole. "
        "Måske er du gået lidt i stå. Begge dele er helt okay.\n\n"
        "Du møder unge, der selv har prøvet det. De hjælper dig med at finde dit næste lille skridt. "
        "Du får vist, hvad der findes. Du skal ikke vælge noget, du ikke vil.",
        "Young with an Edge is for you between 18 and 29 in Ishøj. Perhaps you are on your way into "
        "a job or school. Perhaps you are a bit stuck. Both are fine.\n\n"
        "You meet young people who have tried it themselves. They help you find your next small "
        "step. You are shown what there is. You do not have to choose what you do not want.",
    ),
    TextKey.RELATIVES: (
        "Vil du gerne hjælpe en, du kender? Så start med at lytte. Spørg, hvad der ville gøre i dag "
        "lidt bedre. Gå en tur sammen.\n\n"
        "Vi siger ikke noget videre om dem, vi skriver med. Heller ikke til dig. Men vi hører gerne, "
        "hvis noget kan gøres bedre. Skriv til os.\n\n"
        "Er der fare for liv, så ring 112.",
        "Would you like to help somebody you know? Then start by listening. Ask what would make "
        "today a little better. Go for a walk together.\n\n"
        "We pass nothing on about those we write with. Not to you either. But we like to hear if "
        "something can be done better. Write to us.\n\n"
        "If a life is in danger, call 112.",
    ),
}

# Ishøj's offer is for adults, so its text says first what differs for them. Nobody checks an age.
ISHOEJ_DUTY = (
    "Unge med Kant er for dig fra 18 år. Det, du skriver, er dit, og vi giver det ikke videre.\n\n"
    "To ting skal du vide. Er dit liv i fare lige nu? Vi ved ikke, hvem du er, så vi kan ikke "
    "sende hjælp. Ring 112. Og fortæller du om et barn, der ikke har det godt, kan den frivillige have pligt "
    "til at sige det til kommunen. Det siger de til dig først.\n\n"
    "Er du under 18, gælder det også dig selv. Så er der flere, der må og skal hjælpe dig.",
    "Young with an Edge is for you from 18 years. What you write is yours, and we do not pass it on.\n\n"
    "Two things to know. Is your life in danger right now? We do not know who you are, so we cannot "
    "send help. Call 112. And if you tell of a child who is not well, it can be the volunteer’s "
    "duty to tell the municipality. They tell you first.\n\n"
    "If you are under 18, it holds for you too. Then there are more who may and must help "
    "you.",
)
