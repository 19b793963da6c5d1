"""Makes the files that the notebooks in this folder read, the same each time.

    python examples/introduction/make_data.py

`bank_loans.csv` and `opinions.tsv` are made up: no bank, no customer and no review is behind them.
The rules that they follow are the ones below. `digits.npz` needs scikit-learn (run it in that
engine): it holds scikit-learn's copy of "Optical Recognition of Handwritten Digits" by E. Alpaydin
and C. Kaynak, UCI Machine Learning Repository (CC BY 4.0), and is left alone where scikit-learn is
not there.
"""

from __future__ import annotations

import csv
import math
import random
from pathlib import Path

HERE = Path(__file__).parent
LOANS = 2_000
OPINIONS = 1_500

PURPOSES = {"car": 0.3, "furniture": 0.1, "house": 0.6, "education": 0.0, "holiday": -0.4}
COLUMNS = (
    *("age", "income", "amount", "years_employed", "late_payments", "owns_home", "purpose"),
    "repaid",
)

SUBJECTS = (
    *("the battery", "the camera", "the screen", "the keyboard", "the sound", "the delivery"),
    *("the food", "the staff", "the room", "the view", "the breakfast", "the price"),
    *("the film", "the story", "the music", "the ending", "this book", "the app"),
)
GOOD = (
    *("good", "great", "excellent", "wonderful", "lovely", "brilliant", "perfect", "pleasant"),
    *("impressive", "reliable", "superb", "delightful"),
)
BAD = (
    *("bad", "poor", "terrible", "awful", "dreadful", "disappointing", "horrible", "annoying"),
    *("useless", "unreliable", "boring", "mediocre"),
)
DEGREES = ("", "really ", "very ", "quite ", "simply ", "truly ")
LIKES = ("i like", "i love", "i enjoy", "i recommend", "everybody praises")
DISLIKES = ("i dislike", "i hate", "i regret", "i avoid", "everybody criticises")


def main() -> None:
    """Write all files."""
    write_loans(HERE / "bank_loans.csv")
    write_opinions(HERE / "opinions.tsv")
    write_digits(HERE / "digits.npz")


def write_loans(path: Path) -> None:
    """Applicants whose chance to repay follows from what they earn, owe and did before."""
    chance = random.Random(20)
    with path.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(COLUMNS)
        for _ in range(LOANS):
            table.writerow(_loan(chance))


def _loan(chance: random.Random) -> list[object]:
    age = chance.randint(20, 68)
    years = round(min(chance.expovariate(1 / 6), age - 18), 1)
    income = round(math.exp(chance.gauss(7.9 + 0.02 * min(age, 50), 0.35)) / 100) * 100
    amount = round(math.exp(chance.gauss(9.3, 0.7)) / 500) * 500 + 500
    late = min(int(chance.expovariate(0.9)), 6)
    owns = chance.random() < 0.15 + 0.008 * (age - 20)
    purpose = chance.choice(list(PURPOSES))
    months = amount / income
    score = 1.9 - 0.22 * months - 0.75 * late + 0.09 * min(years, 15) + PURPOSES[purpose]
    repaid = chance.random() < 1 / (1 + math.exp(-(score + 0.5 * owns)))
    yes_or_no = "yes" if owns else "no"
    return [age, income, amount, years, late, yes_or_no, purpose, int(repaid)]


def write_opinions(path: Path) -> None:
    """Short opinions, each once; in many of them a word such as "not" turns the meaning round."""
    chance = random.Random(4)
    found: dict[str, int] = {}
    while len(found) < OPINIONS:
        is_good = chance.random() < 0.5
        found.setdefault(_opinion(chance, is_good), int(is_good))
    lines = [f"{label}\t{sentence}\n" for sentence, label in found.items()]
    path.write_text("label\tsentence\n" + "".join(lines), encoding="utf-8")


def _opinion(chance: random.Random, is_good: bool) -> str:
    same, other = (GOOD, BAD) if is_good else (BAD, GOOD)
    likes, turned = (LIKES, DISLIKES) if is_good else (DISLIKES, LIKES)
    first, second = chance.sample(SUBJECTS, 2)
    degree = chance.choice(DEGREES)
    forms = (
        *(f"{first} is {degree}{chance.choice(same)}" for _ in range(3)),
        *(f"{chance.choice(likes)} {first}" for _ in range(2)),
        f"{first} is not {degree}{chance.choice(other)}",
        f"nothing about {first} is {chance.choice(other)}",
        f"nobody can say that {chance.choice(turned)} {first}",
        f"{first} is {chance.choice(other)} but {second} is {degree}{chance.choice(same)} "
        f"and that decides",
        f"{first} is {degree}{chance.choice(same)} and {second} is not {chance.choice(other)}",
    )
    return chance.choice(forms)


def write_digits(path: Path) -> None:
    """1,797 pictures of 8 by 8 points with values from 0 to 16, and what they show."""
    try:
        import numpy as np
        from sklearn.datasets import load_digits
    except ImportError:
        print(f"{path.name} is left as it is: run this in the scikit-learn engine to make it")
        return
    digits = load_digits()
    images = digits.images.astype(np.uint8)
    np.savez_compressed(path, images=images, labels=digits.target.astype(np.uint8))


if __name__ == "__main__":
    main()
