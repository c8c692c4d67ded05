select (t.dispute).* from unnest(told) t
