SELECT 1;
{{ template "shared/a.sql" . }}
