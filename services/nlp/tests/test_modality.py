"""Whether a claim tells of a fact, of a plan, or of what holds under a condition."""

import pytest
from reading import claims

MODALITIES = [
    ("The dam has burst.", "fact"),
    ("The dam is said to have burst.", "fact"),
    ("The will was read by a notary.", "fact"),
    ("Lind will open the dam in June.", "plan"),
    ("Lind is due to open the dam in June.", "plan"),
    ("Lind is expected to open the dam.", "plan"),
    ("The two sides are to meet in Corva.", "plan"),
    ("The firm plans to close the dam.", "plan"),
    ("Lind vowed to rebuild the dam.", "plan"),
    ("If the dam bursts, the town will drown, Reza said.", "conditional"),
    ("The trial resumes on Tuesday.", "plan"),
    ("Lind said the dam would open in June.", "plan"),
    ("The treaty could be signed as early as Friday.", "plan"),
    ("If the rain stops, the dam will hold.", "conditional"),
    ("The dam will burst unless the rain stops.", "conditional"),
    ("Were the dam to burst, the town would drown.", "conditional"),
    ("The dam would burst without the new gates.", "conditional"),
    ("Reza asked whether the dam was safe.", "question"),
    ("“Is the dam safe?” Reza asked.", "question"),
]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_plans_and_conditions_are_told_apart_from_facts(text: str, modality: str) -> None:
    assert [claim.modality for claim in claims(text)] == [modality]
