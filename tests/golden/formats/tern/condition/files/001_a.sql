CREATE TABLE a (id int);
  {{ if .prod }}
SELECT 1;
{{ end }}
