-- engine: postgres 15
-- schema:
CREATE TABLE bookings (id bigint PRIMARY KEY, room int, during tstzrange);
-- bad:
ALTER TABLE bookings ADD CONSTRAINT once EXCLUDE USING gist (during WITH &&);
-- good:
CREATE TABLE slots (id bigint PRIMARY KEY, during tstzrange, EXCLUDE USING gist (during WITH &&));
