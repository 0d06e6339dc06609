"""The best-known tables of the field, in their published layout, are read as they come."""

import numpy as np

from tests.datasets.own_tables import reading, refusal, samples

TITANIC = """\
PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked
1,0,3,"Braund, Mr. Owen Harris",male,22,1,0,A/5 21171,7.25,,S
2,1,1,"Cumings, Mrs. John Bradley (Florence Briggs Thayer)",female,38,1,0,PC 17599,71.2833,C85,C
3,1,3,"Heikkinen, Miss. Laina",female,26,0,0,STON/O2. 3101282,7.925,,S
5,0,3,"Allen, Mr. William Henry",male,35,0,0,373450,8.05,,S
6,0,3,"Moran, Mr. James",male,,0,0,330877,8.4583,,Q
"""
PENGUINS = """\
species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex
Adelie,Torgersen,39.1,18.7,181,3750,MALE
Adelie,Torgersen,NA,NA,NA,NA,NA
Chinstrap,Dream,46.5,17.9,192,3500,FEMALE
Gentoo,Biscoe,46.1,13.2,211,4500,FEMALE
Gentoo,Biscoe,50,16.3,230,5700,MALE
"""
CALIFORNIA = """\
longitude,latitude,total_rooms,total_bedrooms,median_income,median_house_value,ocean_proximity
-122.23,37.88,880.0,129.0,8.3252,452600.0,NEAR BAY
-122.22,37.86,7099.0,,8.3014,358500.0,NEAR BAY
-114.31,34.19,5612.0,1283.0,1.4936,66900.0,INLAND
"""
AUTO_MPG = (
    '18.0   8   307.0      130.0      3504.      12.0   70  1\t"chevrolet chevelle malibu"\n'
    '25.0   4   98.00      ?          2046.      19.0   71  1\t"ford pinto"\n'
    '24.0   4   113.0      95.00      2372.      15.0   70  3\t"toyota corona mark ii"\n'
)
ENERGY_ES = "Fecha;Precio;Demanda (MWh)\n01/01/2024;1.234,56;27.315\n02/01/2024;98,40;31.002\n"


def test_titanic_is_used_without_its_names_and_cabins() -> None:
    everything = reading(TITANIC, target=["Survived"])
    assert everything.columns["Cabin"].gaps.sum() == 4
    assert everything.columns["Name"].becomes == 5
    own = samples(TITANIC, target=["Survived"], inputs=["Pclass", "Sex", "Age", "Fare"])
    assert own.features == ("Pclass", "Sex = female", "Sex = male", "Age", "Fare")
    assert own.x[0].tolist() == [3, 0, 1, 22, 7.25] and own.left_out == 1
    filled = samples(TITANIC, target=["Survived"], inputs=["Pclass", "Age"], gaps="mean")
    assert filled.x[-1].tolist() == [3, (22 + 38 + 26 + 35) / 4] and filled.filled == 1


def test_penguins_lose_the_bird_that_nobody_measured() -> None:
    own = samples(PENGUINS, target=["species"])
    assert own.classes == ("Adelie", "Chinstrap", "Gentoo") and own.left_out == 1
    assert reading(PENGUINS).columns["bill_length_mm"].type == "number"


def test_california_housing_has_gaps_in_one_column() -> None:
    own = samples(CALIFORNIA, target=["median_house_value"])
    assert own.left_out == 1 and own.target.tolist() == [452600, 66900]


def test_auto_mpg_is_parted_by_blanks_and_a_tab() -> None:
    read = reading(AUTO_MPG)
    assert len(read.columns) == 9 and read.columns["column 4"].gaps.sum() == 1
    own = samples(AUTO_MPG, target=[0], inputs=[1, 2, 3, 4, 5, 6, 7])
    assert own.x[0].tolist() == [8, 307, 130, 3504, 12, 70, 1] and own.left_out == 1


def test_mnist_as_a_table_has_its_label_first() -> None:
    rng = np.random.default_rng(1)
    rows = [[k % 10, *rng.integers(0, 256, 784)] for k in range(10)]
    names = ",".join(["label", *(f"pixel{k}" for k in range(784))])
    text = "\n".join([names, *(",".join(map(str, row)) for row in rows)])
    own = samples(text, target=["label"], classes=True, images=True)
    assert own.x.shape == (10, 1, 28, 28) and own.side == 28
    assert own.classes == tuple("0123456789")


def test_a_spanish_export_is_read_with_its_marks() -> None:
    own = samples(ENERGY_ES, inputs=["Precio"])
    assert own.x.tolist() == [[1234.56], [98.4]] and own.target.tolist() == [27315, 31002]
    assert reading(ENERGY_ES).marks.grouped == ("Precio", "Demanda (MWh)")
    assert reading(ENERGY_ES).columns["Fecha"].form == "date"


def test_a_wrong_column_stands_beside_the_others_and_not_in_their_way() -> None:
    text = "a,b,y\n1,x,3\n4,5,6\n7,8,9\n"
    assert [(p.line, p.column) for p in refusal(text).problems] == [(2, "b")]
    assert reading(text).columns["a"].known_numbers().tolist() == [1, 4, 7]
    assert samples(text, inputs=["a"]).x.tolist() == [[1], [4], [7]]
