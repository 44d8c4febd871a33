CREATE TABLE a (id int);

{{ template "shared/v1.sql" . }}

CREATE TABLE last (id int);
---- create above / drop below ----
DROP TABLE last;
