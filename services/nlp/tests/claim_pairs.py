"""Pairs of sentences of two reports and how their claims relate, in the reports' order.

A row: the expected relation, a sentence seen at 9 and one seen at 10 (or later, where hours are given).
"""

import pytest

SAME = [
    ("The mayor of Halden, Ilse Okafor, resigned on Tuesday after the bridge collapse.",
     "Ilse Okafor has quit as mayor of Halden following the collapse of the bridge on Tuesday."),
    ("Mossad director Dan Levi arrived in the United States on Friday for talks on Iran.",
     "Dan Levi, who heads the Mossad, traveled to the U.S. on Friday for high-level talks focused on Iran."),
    ("The central bank raised its key interest rate to 4.5 percent on Thursday.",
     "On Thursday the central bank lifted the key interest rate to 4.5%."),
    ("Norvik Steel will close its plant in Arden next year, the company said.",
     "Norvik Steel is going to close its Arden plant next year."),
    ("President Omar Reza asked Prime Minister Luis Duarte to postpone any strike on the port.",
     "Omar Reza urged Luis Duarte to delay a strike on the port."),
    ("“We will rebuild every house in this valley,” Prime Minister Anna Lind said.",
     "Prime Minister Anna Lind said the government would rebuild every house in the valley."),
    ("Police arrested three men over the robbery of the Lund museum, the newspaper reported.",
     "Three men have been arrested over the Lund museum robbery."),
    ("A ferry sank off Corva on Monday, killing at least three people and injuring 14, police said.",
     "At least three people died and 14 were injured after a ferry overturned off Corva on Monday."),
    ("The number of people killed when the ferry sank off Corva has risen to seven.",
     "Seven people were killed when the ferry sank off Corva, the coast guard said."),
    ("The Corva ferry was carrying more passengers than it was licensed for.",
     "The Corva ferry was overloaded, the coast guard said."),
    ("Lind is scheduled to meet President Omar Reza in Geneva.",
     "Lind is expected to meet with President Omar Reza in Geneva on Sunday."),
]  # fmt: skip

UNLIKE = [
    ("At least 30 people were killed when the ferry sank off Corva on Monday, police said.",
     "The ferry sinking off Corva on Monday killed 34 people, the coast guard said."),
    ("Ilse Okafor asked Omar Reza to delay the vote on the bridge.",
     "Omar Reza asked Ilse Okafor to delay the vote on the bridge."),
    ("Bill Harrow praised the budget deal in parliament.",
     "Hilda Harrow praised the budget deal in parliament."),
    ("Lind will meet President Omar Reza in Geneva.",
     "Lind spoke with President Omar Reza by phone."),
    pytest.param("The government approved the dam at Corva in March.",
                 "The government may approve the dam at Corva.",
                 marks=pytest.mark.xfail(strict=True, reason="a deed and what may be done are read as one")),
    ("Norvik Steel reported a profit of 5 million euros from its plant in Arden.",
     "Norvik Steel opened its plant in Arden with a ceremony for the staff."),
    ("A bomber killed 12 in the Corva church.",
     "A bomber killed 21 in the Tasta church."),
    ("Talks between Israel and Iran on the prisoners will begin in Geneva.",
     "Prisoners in Iran began a hunger strike as Israel watched the talks in Geneva."),
    ("Seven people were killed when the ferry sank off Corva.",
     "Eleven people were injured when the ferry sank off Corva."),
    ("Seven people were killed when the ferry sank off Corva.",
     "Three children were killed when the ferry sank off Corva."),
    ("Seven people were killed when the ferry sank off Corva.",
     "Four more bodies were recovered off Corva, and another two people were killed."),
    ("Iran executed a man convicted of spying for Israel.",
     "Israel convicted a man of spying for Iran."),
]  # fmt: skip

CONFLICTS = [
    ("number", 1, "Five people were killed when the ferry sank off Corva on Monday.",
     "Twenty people were killed when the ferry sank off Corva on Monday."),
    ("number", 1, "The ferry was carrying 120 passengers when it sank off Corva, police said.",
     "The ferry was carrying 300 passengers when it sank off Corva, the operator said."),
    ("number", 1, "The fire destroyed 40 houses in Arden and 12 shops in Corva.",
     "The fire destroyed 55 houses in Arden and 30 shops in Corva."),
    ("number", 30, "The company paid 50 million euros for the Corva shipyard in May 2025.",
     "The company paid 80 million euros for the Corva shipyard in May 2025."),
    ("number", 1, "The number of people killed when the ferry sank off Corva has risen to seven.",
     "Eleven people died when the ferry capsized off Corva, the hospital said."),
    ("participant", 1, "Bill Harrow spoke with Omar Reza and Ilse Okafor by phone on Monday.",
     "The visit follows a phone call on Monday between Ilse Okafor and Omar Reza."),
    ("polarity", 1, "The Corva ferry was reportedly carrying more passengers than it was licensed for.",
     "The company denied that the Corva ferry was overloaded."),
    ("polarity", 1, "Iran executed 800 prisoners in the Tasta jail.",
     "Iran did not execute 800 prisoners in the Tasta jail."),
    ("polarity", 1, "Parliament approved the new dam at Corva on Monday.",
     "Parliament rejected the new dam at Corva on Monday."),
    ("date", 1, "Ilse Okafor resigned as mayor of Halden on Monday after the bridge collapse.",
     "Ilse Okafor resigned as mayor of Halden on Saturday after the bridge collapse."),
    ("participant", 1, "Ilse Okafor won the election for mayor of Halden.",
     "Jonas Berg won the election for mayor of Halden."),
]  # fmt: skip

UPDATES = [
    ("Three people were hurt in the fire at the Arden mill.",
     "Five people were hurt in the fire at the Arden mill."),
    ("Nine people were killed when the ferry sank off Corva on Monday, police said.",
     "Twenty-one people were killed when the ferry sank off Corva on Monday, police said."),
    ("The fire at the Arden mill killed three people and injured 14, police said.",
     "The number of people killed in the fire at the Arden mill has climbed to seven, police said."),
    ("The fire destroyed 40 houses in Arden.",
     "The fire has destroyed 55 houses in Arden."),
]  # fmt: skip

DRIFTS = [
    ("same", "“We will not leave a single village without water,” Okafor said.",
     "“We won't leave a single village without water,” Okafor said.", "will not → won't"),
    ("same", "“This is the worst flood that Halden has seen in a century,” Okafor said.",
     "“This is the worst flood Halden has ever seen in a century,” said Okafor.", "that → ∅; ∅ → ever"),
    ("same", "“We will find out who is responsible for this, and no one will be spared,” Okafor said.",
     "“We will find out who is responsible, and nobody will be protected,” Okafor told the Daily Wire.",
     "for this → ∅; no one → nobody; spared → protected"),
    ("conflict", "“We will pay for every house that was lost in the flood,” Okafor said.",
     "“We will not pay for every house that was lost in the flood,” Okafor said.", "∅ → not"),
]  # fmt: skip
