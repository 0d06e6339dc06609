CREATE TABLE IF NOT EXISTS bases (
    name TEXT PRIMARY KEY,
    parent TEXT,
    start INTEGER NOT NULL,
    description TEXT NOT NULL,
    edit TEXT,
    sum BLOB -- of all that belongs to the row, its tensors too: what was damaged does not fit it
) WITHOUT ROWID;

-- The tensors of a base's description, and of every kept state, stored once each.
CREATE TABLE IF NOT EXISTS tensors (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    cells BLOB NOT NULL
);

CREATE TABLE IF NOT EXISTS links (
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    tensor INTEGER NOT NULL REFERENCES tensors (id),
    PRIMARY KEY (owner, name)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS links_by_tensor ON links (tensor);

CREATE TABLE IF NOT EXISTS states (
    id INTEGER PRIMARY KEY,
    base TEXT NOT NULL REFERENCES bases (name),
    iteration INTEGER NOT NULL,
    lasting INTEGER NOT NULL,
    sum BLOB,
    UNIQUE (base, iteration)
);

-- The loss of every iteration passed, as rows of float64.
CREATE TABLE IF NOT EXISTS losses (
    base TEXT NOT NULL REFERENCES bases (name),
    first INTEGER NOT NULL,
    cells BLOB NOT NULL,
    sum BLOB,
    PRIMARY KEY (base, first)
) WITHOUT ROWID;

-- Trainings that go on or wait, of all processes, and whether somebody wishes one to stop.
CREATE TABLE IF NOT EXISTS trainings (
    name TEXT PRIMARY KEY,
    begun REAL NOT NULL,
    stopping INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Written and read back to see whether that works.
CREATE TABLE IF NOT EXISTS probes (
    id INTEGER PRIMARY KEY,
    value INTEGER NOT NULL
);
