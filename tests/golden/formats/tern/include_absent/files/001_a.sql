CREATE TABLE a (id int);

{{ template "shared/v1.sql" . }}
