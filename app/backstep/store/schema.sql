CREATE TABLE IF NOT EXISTS bases (
    name TEXT PRIMARY KEY,
    parent TEXT,
    start INTEGER NOT NULL,
    description TEXT NOT NULL,
    edit TEXT,
    sum BLOB -- of all that belongs to the row, its tensors too: what was damaged does not fit it
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS bases_by_parent ON bases (parent);

-- The tensors of a base's description, and of every kept state, in pieces that are stored once each.
CREATE TABLE IF NOT EXISTS pieces (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    cells BLOB NOT NULL
);

CREATE TABLE IF NOT EXISTS links (
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    place INTEGER NOT NULL, -- of the piece in its tensor
    piece INTEGER NOT NULL REFERENCES pieces (id),
    PRIMARY KEY (owner, name, place)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS links_by_piece ON links (piece);

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

-- The day that a base was last looked at on: what nobody looks at is swept.
CREATE TABLE IF NOT EXISTS looks (
    base TEXT PRIMARY KEY,
    day INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS looks_by_day ON looks (day);

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
