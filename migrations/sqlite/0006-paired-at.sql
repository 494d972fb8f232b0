-- When a device was paired; of those that older versions paired nobody knows it.
ALTER TABLE device_session ADD COLUMN paired_at REAL;
