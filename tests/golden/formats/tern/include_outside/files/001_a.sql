{{ template "../x.sql" . }}
