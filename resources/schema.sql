-- SPDX-License-Identifier: GPL-3.0-or-later
-- The engine's database. A section is run once, in order; PRAGMA user_version says how far a file has come. Never
-- change a section that was released: add the next one. Times are Unix seconds, `seq` is the order of creation.

-- version 1
CREATE TABLE files (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    filename TEXT NOT NULL,
    purpose TEXT NOT NULL,
    status TEXT NOT NULL,
    status_details TEXT NOT NULL DEFAULT ''
);

CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    idempotency_key TEXT UNIQUE,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    estimated_finish INTEGER,
    model TEXT NOT NULL,         -- as the request named it
    reserved_model TEXT NOT NULL, -- the name that the result will have
    fine_tuned_model TEXT,       -- the same name, once it can be asked
    status TEXT NOT NULL,
    training_file TEXT NOT NULL,
    validation_file TEXT,
    result_file TEXT,
    -- what was asked for (NULL = auto) and what that became
    epochs INTEGER, batch_size INTEGER, learning_rate_multiplier REAL, prompt_loss_weight REAL, lora_rank INTEGER,
    used_epochs INTEGER, used_batch_size INTEGER, used_learning_rate_multiplier REAL, used_prompt_loss_weight REAL,
    used_lora_rank INTEGER,
    trained_tokens INTEGER,
    seed INTEGER NOT NULL,
    suffix TEXT,
    error_code TEXT, error_message TEXT, error_param TEXT
);
CREATE INDEX jobs_by_status ON jobs (status, seq);

CREATE TABLE job_metadata (
    job_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (job_id, key)
) WITHOUT ROWID;

CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    job_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    level TEXT NOT NULL,
    type TEXT NOT NULL,
    message TEXT NOT NULL,
    step INTEGER, total_steps INTEGER, train_loss REAL, train_accuracy REAL, valid_loss REAL, valid_accuracy REAL,
    full_valid_loss REAL, full_valid_accuracy REAL
);
CREATE INDEX events_by_job ON events (job_id, seq);

CREATE TABLE checkpoints (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    job_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    model TEXT NOT NULL,
    folder TEXT NOT NULL,        -- the adapter in the job's work folder
    step INTEGER, total_steps INTEGER, train_loss REAL, train_accuracy REAL, valid_loss REAL, valid_accuracy REAL,
    full_valid_loss REAL, full_valid_accuracy REAL,
    UNIQUE (job_id, step)
);

CREATE TABLE models (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    owned_by TEXT NOT NULL,
    base TEXT NOT NULL,          -- name of the base model
    base_folder TEXT NOT NULL,
    adapter_folder TEXT NOT NULL, -- relative to the data folder
    job_id TEXT
);

-- version 2
-- What a job's training took, without waiting; NULL = not known.
ALTER TABLE jobs ADD COLUMN training_seconds REAL;
ALTER TABLE jobs ADD COLUMN peak_memory_bytes INTEGER;

-- What finished trainings taught about this computer: forecast without correction, and what it took.
CREATE TABLE training_speeds (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    processor TEXT NOT NULL,     -- another computer's numbers are worth nothing here
    model TEXT NOT NULL,
    precision TEXT NOT NULL,
    forecast_seconds REAL NOT NULL,
    seconds REAL NOT NULL
);
CREATE INDEX training_speeds_by_processor ON training_speeds (processor, precision, seq);

-- How fast a processor multiplies, measured once.
CREATE TABLE product_speeds (
    processor TEXT NOT NULL,
    precision TEXT NOT NULL,
    gigaflops REAL NOT NULL,
    PRIMARY KEY (processor, precision)
) WITHOUT ROWID;
